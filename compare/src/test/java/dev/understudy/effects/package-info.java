/** What requests come to, and whether two ways have the same effect. */
@NullMarked
package dev.understudy.effects;

import org.jspecify.annotations.NullMarked;
