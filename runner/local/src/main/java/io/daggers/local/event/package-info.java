/** Events: when they happened, what their key is, how files hold them, and how topics get them. */
@NullMarked
package io.daggers.local.event;

import org.jspecify.annotations.NullMarked;
