/** Protobuf bytes to rows and back, driven by tables compiled from a schema's descriptor. */
@NullMarked
package io.daggers.job.codec;

import org.jspecify.annotations.NullMarked;
