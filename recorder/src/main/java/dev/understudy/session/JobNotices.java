package dev.understudy.session;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an interactive bash prints about its jobs: {@code [1] 4711} when one begins, {@code [1]+  Exit 3  …} when it has
 * ended. That is all there is where the shell forgot the exit code before it could be asked. Not thread-safe.
 */
final class JobNotices {
    /** Takes what was read. */
    @FunctionalInterface
    interface Listener {
        void ended(long pid, int exit);
    }

    private static final Pattern BEGUN = Pattern.compile("\\[(\\d{1,4})] (\\d{1,10})");
    private static final Pattern ENDED =
            Pattern.compile("\\[(\\d{1,4})][ +-] {1,2}(Done|Exit (\\d{1,3})|[A-Z][a-z]+( [a-z]+)?)\\b.*");
    private static final Map<String, Integer> SIGNALS = Map.of(
            "Hangup", 129,
            "Interrupt", 130,
            "Quit", 131,
            "Aborted", 134,
            "Killed", 137,
            "Segmentation fault", 139,
            "Broken pipe", 141,
            "Alarm clock", 142,
            "Terminated", 143);

    private final Listener listener;
    private final Map<String, Long> jobs = new HashMap<>();

    JobNotices(Listener listener) {
        this.listener = listener;
    }

    /** Takes text that was printed, whole lines of it. */
    void read(String text) {
        if (text.indexOf('[') < 0) {
            return;
        }
        for (String line : text.split("\n")) {
            Matcher begun = BEGUN.matcher(line.strip());
            if (begun.matches()) {
                jobs.put(begun.group(1), Long.parseLong(begun.group(2)));
                continue;
            }
            Matcher ended = ENDED.matcher(line.strip());
            Integer exit = ended.matches() ? exit(ended) : null;
            Long pid = exit == null ? null : jobs.remove(ended.group(1));
            if (exit != null && pid != null) {
                listener.ended(pid, exit);
            }
        }
    }

    private static @Nullable Integer exit(Matcher ended) {
        if (ended.group(3) != null) {
            return Integer.parseInt(ended.group(3));
        }
        return ended.group(2).equals("Done") ? (Integer) 0 : SIGNALS.get(ended.group(2));
    }
}
