package dev.understudy.kubernetes;

import io.temporal.activity.ActivityInterface;
import java.util.Map;

/** What workflows can do to objects of any kind. */
@ActivityInterface
public interface ObjectOperations {
    Map<String, String> patchObject(PatchObject operation);

    boolean labelObject(LabelObject operation);

    boolean annotateObject(AnnotateObject operation);

    boolean applyObject(ApplyObject operation);

    boolean restartRollout(RestartRollout operation);

    boolean deleteObject(DeleteObject operation);

    String waitForCondition(WaitForCondition operation);
}
