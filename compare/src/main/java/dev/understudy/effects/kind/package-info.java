/** The kinds of effects that a request can have, one file each. */
@NullMarked
package dev.understudy.effects.kind;

import org.jspecify.annotations.NullMarked;
