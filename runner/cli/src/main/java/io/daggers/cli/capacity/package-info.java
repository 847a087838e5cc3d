/** What daggers ask for against what there is for them. */
@NullMarked
package io.daggers.cli.capacity;

import org.jspecify.annotations.NullMarked;
