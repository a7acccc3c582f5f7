/** What a shadowing workflow would do, and the proof that it said so before the operator did it. */
@NullMarked
package dev.understudy.prediction;

import org.jspecify.annotations.NullMarked;
