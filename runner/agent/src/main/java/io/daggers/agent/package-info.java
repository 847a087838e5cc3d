/** The sync agent: what is merged is what runs. */
@NullMarked
package io.daggers.agent;

import org.jspecify.annotations.NullMarked;
