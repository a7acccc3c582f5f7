package dev.understudy.trace;

import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An invocation in the making: started, and perhaps not ended. */
final class Call {
    private static final Set<String> RUN_TEXT = Set.of("eval", "source", ".");
    private static final Set<String> DECLARE = Set.of("export", "declare", "typeset", "local", "readonly");

    final int line;
    final List<String> argv;
    final @Nullable String template;
    final String cwd;
    final Layer layer;
    final @Nullable Call parent;
    final Instant startedAt;
    final int level;
    final int depth;
    final Map<String, String> env = new LinkedHashMap<>();
    /** Its number within its line; 0 until it is certain that it is an invocation. */
    int number;
    /** Whether it ran in a trap's handler, whose end restores the state of before. */
    boolean inTrap;
    /** Whether commands of its own were seen: a function, {@code eval}, {@code source}. */
    boolean container;
    /** The process of its shim; 0 where it has none. */
    long tool;

    /** Whether it is the very process of its parent, under another name: {@code env}, {@code nice}. */
    boolean becomes;

    @Nullable
    Integer exit;

    ExitKnown known = ExitKnown.UNKNOWN;

    @Nullable
    Instant endedAt;

    boolean done;

    Call(
            int line,
            List<String> argv,
            @Nullable String template,
            String cwd,
            Layer layer,
            @Nullable Call parent,
            Instant startedAt,
            int level,
            int depth) {
        this.line = line;
        this.argv = argv;
        this.template = template;
        this.cwd = cwd;
        this.layer = layer;
        this.parent = parent;
        this.startedAt = startedAt;
        this.level = level;
        this.depth = depth;
    }

    String name() {
        return argv.get(0);
    }

    /** Whether it runs shell text in this very shell, one level deeper. */
    boolean runsText() {
        String name = name();
        if ((name.equals("builtin") || name.equals("command")) && argv.size() > 1) {
            name = argv.get(1);
        }
        return RUN_TEXT.contains(name);
    }

    boolean declares() {
        return DECLARE.contains(name());
    }

    /** Whether a command at this place runs within this call. */
    boolean contains(int otherLevel, int otherDepth) {
        return otherDepth > depth || (otherLevel > level && runsText());
    }

    /** Whether {@code words} are this call's arguments, whatever path its program was found by. */
    boolean isCallOf(List<String> words) {
        return words.size() == argv.size()
                && base(words.get(0)).equals(base(name()))
                && words.subList(1, words.size()).equals(argv.subList(1, argv.size()));
    }

    Invocation toInvocation() {
        return new Invocation(
                number,
                argv,
                template,
                cwd,
                env,
                exit,
                known,
                layer,
                parent == null || parent.number == 0 ? null : parent.number,
                startedAt,
                endedAt);
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
