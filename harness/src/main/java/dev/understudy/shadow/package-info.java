/** Plain Temporal workflows beside an operator: what the interceptors do, and the lockstep between prediction and act. */
@NullMarked
package dev.understudy.shadow;

import org.jspecify.annotations.NullMarked;
