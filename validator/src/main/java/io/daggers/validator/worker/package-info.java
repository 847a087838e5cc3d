/** Plans queries in child processes that have little memory, little time and no secrets. */
@NullMarked
package io.daggers.validator.worker;

import org.jspecify.annotations.NullMarked;
