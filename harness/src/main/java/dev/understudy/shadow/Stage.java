package dev.understudy.shadow;

import org.jspecify.annotations.Nullable;

/** What becomes of an operation whose activity was reached. One implementation for each mode, and no other place decides. */
interface Stage {
    /**
     * @param perform does it for real
     * @return the activity's result
     * @throws Exception what {@code perform} throws, or that the operation is refused
     */
    @Nullable
    Object play(Reached reached, Performance perform) throws Exception;
}
