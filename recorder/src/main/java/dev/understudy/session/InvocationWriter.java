package dev.understudy.session;

import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.redaction.Redactor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes down invocations, redacted, and the gaps that they lead to. Not thread-safe. */
final class InvocationWriter {
    /** Linux gives no program a longer argument; the shell's own builtins and functions take any. */
    private static final int LONGEST_WORD = 128 << 10;

    private final Redactor redactor;
    private final Scribe scribe;
    private final Gaps gaps;
    private final IntFunction<List<String>> secrets;
    private @Nullable Invocation lastExec;

    /** @param secrets those of the line of a command */
    InvocationWriter(Redactor redactor, Scribe scribe, Gaps gaps, IntFunction<List<String>> secrets) {
        this.secrets = secrets;
        this.redactor = redactor;
        this.scribe = scribe;
        this.gaps = gaps;
    }

    /**
     * @param plain not redacted, but for its output
     * @param now when it became known
     */
    void write(int command, Invocation plain, Instant now) {
        List<String> known = secrets.apply(command);
        List<String> argv = plain.argv().stream().map(InvocationWriter::cut).toList();
        Map<String, String> env = new LinkedHashMap<>();
        plain.env().forEach((name, value) -> env.put(name, redactor.knowing(known, cut(value))));
        List<String> words =
                argv.stream().map(word -> redactor.knowing(known, word)).toList();
        Invocation redacted = new Invocation(
                plain.number(),
                redactor.redactArguments(words),
                plain.template() == null ? null : redactor.redact(redactor.knowing(known, cut(plain.template()))),
                redactor.redact(plain.cwd()),
                redactor.redactEnvironment(env),
                plain.exit(),
                plain.exitKnown(),
                plain.layer(),
                plain.parent(),
                plain.startedAt(),
                plain.endedAt(),
                plain.output());
        Instant at = plain.endedAt() == null ? now : plain.endedAt();
        scribe.write(seq -> new Invoked(seq, at, command, redacted));
        boolean isCut = !argv.equals(plain.argv())
                || plain.env().values().stream().anyMatch(value -> value.length() > LONGEST_WORD);
        if (isCut) {
            gaps.add(
                    at,
                    "detail-dropped",
                    "invocation " + plain.number() + " of command " + command + " has an argument of more than "
                            + LONGEST_WORD + " characters: its middle was not kept");
        }
        String blind = plain.layer() == Layer.SHELL ? Blindness.of(plain.argv()) : null;
        if (blind != null) {
            gaps.add(at, "nested-shell", blind);
        }
        lastExec = plain.argv().get(0).equals("exec") && plain.argv().size() > 1 ? plain : null;
    }

    private static String cut(String word) {
        if (word.length() <= LONGEST_WORD) {
            return word;
        }
        int half = LONGEST_WORD / 4;
        return word.substring(0, half) + "[… " + (word.length() - 2 * half) + " characters left out …]"
                + word.substring(word.length() - half);
    }

    /** The shell is gone; where its last act was to become another program, what that did was not seen. */
    void end(Instant at) {
        Invocation exec = lastExec;
        if (exec != null) {
            String program = redactor.redact(exec.argv().get(1));
            gaps.add(at, "shell-replaced", "the shell was replaced by " + program + ": what ran in it was not seen");
        }
    }
}
