package dev.understudy.sample;

import dev.understudy.operation.Reads;
import io.nexusrpc.Operation;
import io.nexusrpc.Service;
import io.temporal.activity.ActivityInterface;

/** Activities and a Nexus service that were there before the harness: they take no operations. */
@ActivityInterface
public interface Counting {
    /** Fails at its first attempt. */
    @Reads
    int countAgain(String folder);

    /** Says in heartbeats how far it is. */
    @Reads
    int countSlowly(String folder);

    /** Is completed by somebody else, later. */
    @Reads
    int countElsewhere(String folder);

    /** Says nothing of what it does, and so counts as a write. */
    int recount(String folder);

    /** Counts in another namespace. */
    @Service
    interface Far {
        @Operation
        Integer count(String folder);
    }
}
