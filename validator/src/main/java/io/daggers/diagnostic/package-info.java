/** Findings: what is wrong, where, how it prints. */
@NullMarked
package io.daggers.diagnostic;

import org.jspecify.annotations.NullMarked;
