package dev.understudy.shadow;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** An activity's own code. To call it is to do it for real. */
interface Performance extends Callable<@Nullable Object> {
    /** Whether it returned without an end: somebody else completes the activity, later. To be asked after the call. */
    boolean endsElsewhere();
}
