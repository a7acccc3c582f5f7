/** The front door: {@link dev.understudy.harness.Harness} starts runs of workflows in their modes, beside operators or alone. */
@NullMarked
package dev.understudy.harness;

import org.jspecify.annotations.NullMarked;
