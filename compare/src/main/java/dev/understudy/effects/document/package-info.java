/** Documents of the Kubernetes API as values to compare: what of them is nobody's act, how lists are keyed, what changed. */
@NullMarked
package dev.understudy.effects.document;

import org.jspecify.annotations.NullMarked;
