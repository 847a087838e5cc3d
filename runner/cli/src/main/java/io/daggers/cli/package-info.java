/** The command line: one class a command, and what they print. */
@NullMarked
package io.daggers.cli;

import org.jspecify.annotations.NullMarked;
