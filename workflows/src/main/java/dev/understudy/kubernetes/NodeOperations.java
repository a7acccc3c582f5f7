package dev.understudy.kubernetes;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What workflows can do to nodes and the pods on them. */
@ActivityInterface
public interface NodeOperations {
    boolean cordonNode(CordonNode operation);

    boolean uncordonNode(UncordonNode operation);

    boolean evictPod(EvictPod operation);

    List<String> drainNode(DrainNode operation);
}
