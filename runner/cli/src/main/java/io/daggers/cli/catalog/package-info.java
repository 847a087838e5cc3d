/** What there is to read and to write, and who does. */
@NullMarked
package io.daggers.cli.catalog;

import org.jspecify.annotations.NullMarked;
