/** Protobuf schemas, compiled from the repository's .proto files. */
@NullMarked
package io.daggers.schema;

import org.jspecify.annotations.NullMarked;
