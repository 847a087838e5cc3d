/** The first version of a dagger, made from three answers. */
@NullMarked
package io.daggers.cli.draft;

import org.jspecify.annotations.NullMarked;
