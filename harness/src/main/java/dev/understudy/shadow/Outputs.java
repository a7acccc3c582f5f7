package dev.understudy.shadow;

import dev.understudy.operation.Observation;
import dev.understudy.operation.WriteOperation;

/** Whether a write's result hangs on what the operator's command printed. */
final class Outputs {
    private Outputs() {}

    /** Only an operation that says itself what its observed result is can look at the output; no other waits for it. */
    static boolean matterTo(WriteOperation<?> write) {
        try {
            return write.getClass().getMethod("observed", Observation.class).getDeclaringClass()
                    != WriteOperation.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(write.getClass() + " is no write operation", e);
        }
    }
}
