/** The rules, one class each. */
@NullMarked
package io.daggers.check;

import org.jspecify.annotations.NullMarked;
