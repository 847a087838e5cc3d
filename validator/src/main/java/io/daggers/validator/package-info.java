/** The judge: a repository in, a verdict per dagger out. */
@NullMarked
package io.daggers.validator;

import org.jspecify.annotations.NullMarked;
