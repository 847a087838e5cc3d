/** Tests of queries: given rows as protobuf messages, expected rows as values of the sink. */
@NullMarked
package io.daggers.check.testcase;

import org.jspecify.annotations.NullMarked;
