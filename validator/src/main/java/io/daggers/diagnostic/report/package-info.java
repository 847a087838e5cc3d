/** How all findings of a run are written: for people, for programs and for code review. */
@NullMarked
package io.daggers.diagnostic.report;

import org.jspecify.annotations.NullMarked;
