/**
 * What a request to the Kubernetes API really changed, in one form whoever asked for it, and whether two ways to act on a
 * cluster have the same effect.
 */
@NullMarked
package dev.understudy.effects;

import org.jspecify.annotations.NullMarked;
