/** What a change does to daggers, as text, JSON or a comment on a pull request. */
@NullMarked
package io.daggers.cli.change;

import org.jspecify.annotations.NullMarked;
