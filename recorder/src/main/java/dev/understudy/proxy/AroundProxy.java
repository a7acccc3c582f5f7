package dev.understudy.proxy;

import dev.understudy.action.Effect;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of a tool that went to its cluster around the recording proxy. */
public final class AroundProxy {
    private static final int SHOWN = 6;

    private AroundProxy() {}

    /**
     * What is unseen of it, not redacted; null where nothing is that could have changed a cluster.
     *
     * @param argv empty where it is not known
     * @param why as its stand-in on the PATH tells
     */
    public static @Nullable String unseen(List<String> argv, String why) {
        if (argv.isEmpty()) {
            return "the requests of a tool were not seen: " + why;
        }
        return isRead(argv)
                ? null
                : "the requests of " + String.join(" ", argv.subList(0, Math.min(argv.size(), SHOWN)))
                        + " were not seen: " + why;
    }

    private static boolean isRead(List<String> argv) {
        return Normalisers.installed().actions(new ProgramCall(argv, "/", Map.of())).stream()
                .allMatch(action -> action.effect() == Effect.READ);
    }
}
