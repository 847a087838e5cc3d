/** What the analyst wrote: the files of the repository, and the daggers read from them. */
@NullMarked
package io.daggers.definition;

import org.jspecify.annotations.NullMarked;
