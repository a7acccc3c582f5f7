package dev.understudy.session;

import dev.understudy.proxy.AroundProxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The watched tools that ran lately, by the process of their shim: it is the name by which the recording proxy knows their
 * requests. Not thread-safe.
 */
final class Tools {
    private static final int REMEMBERED = 20_000;

    /** The invocation of a tool. */
    record Tool(int line, int number) {}

    private final Map<String, Tool> tools = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tool> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<String, String> around = new LinkedHashMap<>();

    @Nullable
    Tool find(String pid) {
        return tools.get(pid);
    }

    /** A shim says that its tool goes around the proxy: {@code PID WHY}. It says so before it says what it is. */
    void around(String text) {
        int space = text.indexOf(' ');
        if (space > 0 && around.size() < REMEMBERED) {
            around.put(text.substring(0, space), text.substring(space + 1));
        }
    }

    /** What is unseen of this tool, not redacted; null where nothing is that could have changed a cluster. */
    @Nullable
    String add(long pid, int line, int number, List<String> argv) {
        String key = Long.toString(pid);
        tools.remove(key);
        tools.put(key, new Tool(line, number));
        String why = around.remove(key);
        return why == null ? null : AroundProxy.unseen(argv, why);
    }
}
