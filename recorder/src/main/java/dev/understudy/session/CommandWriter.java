package dev.understudy.session;

import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.redaction.Disclosure;
import dev.understudy.redaction.Redactor;
import dev.understudy.terminal.PlainText;
import dev.understudy.terminal.Printed;
import dev.understudy.trace.JournalEntry.Prompted;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down typed lines as commands, redacted: how each began, and how it ended with what it printed. Not thread-safe. */
final class CommandWriter {
    /** Commands whose secrets are remembered: what they left in the background may yet be told. */
    private static final int KEPT = 100;

    private final Redactor redactor;
    private final Scribe scribe;
    private final Position position;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    /** Of the commands that had any; the latest. */
    private final Map<Integer, List<String>> secrets = new LinkedHashMap<>();

    private int last;

    CommandWriter(Redactor redactor, Scribe scribe, Position position) {
        this.redactor = redactor;
        this.scribe = scribe;
        this.position = position;
    }

    /** Goes on behind the command of that number. */
    void resume(int lastCommand) {
        last = lastCommand;
    }

    /** The number of the last command that began. */
    int last() {
        return last;
    }

    /** The number of the command that a typed line is; null where it has not begun. */
    @Nullable
    Integer numberOf(int line) {
        return numbers.get(line);
    }

    /** What was secret in the line of that command, to take out of all that came of it. */
    List<String> secretsOf(int command) {
        return secrets.getOrDefault(command, List.of());
    }

    /** @param text what was typed */
    void begin(Line line, String text, Instant now) {
        line.command = ++last;
        numbers.put(line.number, line.command);
        Instant at = line.startedAt == null ? now : line.startedAt;
        line.disclosure = Disclosure.of(text);
        remember(line.command, redactor.secretsOf(text));
        String redacted = redactor.redact(text);
        String cwd = redactor.redact(line.cwd == null ? "" : line.cwd);
        position.runs(redacted, at);
        String step = position.step();
        scribe.write(seq -> new CommandStarted(seq, at, line.command, redacted, cwd, step));
    }

    void finish(Line line, Instant now) {
        // The terminal's mark is of this very prompt, the journal's may be of the next where the hook of this one was
        // removed.
        Integer told = line.markedExit != null ? line.markedExit : line.exit;
        int exit = told == null ? 0 : told;
        Instant at = line.finishedAt != null ? line.finishedAt : now;
        Output plain = Printed.of(line.output, line.disclosure, redactor);
        List<String> known = secretsOf(line.command);
        Output output = known.isEmpty()
                ? plain
                : new Output(
                        redactor.knowing(known, plain.head()),
                        redactor.knowing(known, plain.tail()),
                        plain.bytes(),
                        plain.omitted());
        scribe.write(seq -> new CommandFinished(seq, at, line.command, exit, output));
    }

    private void remember(int command, List<String> found) {
        if (found.isEmpty()) {
            return;
        }
        secrets.put(command, found);
        if (secrets.size() > KEPT) {
            secrets.remove(secrets.keySet().iterator().next());
        }
    }

    /**
     * A line that was entered and did not run: a comment, or text that the shell could not parse.
     *
     * @param printed what the shell said about it
     */
    void refused(Prompted prompt, byte[] printed) {
        int command = ++last;
        String text = redactor.redact(prompt.lastHistoryLine());
        String cwd = redactor.redact(prompt.cwd());
        String message = redactor.redact(PlainText.of(printed));
        Output output = new Output(message, "", message.length(), 0);
        int exit = prompt.state().status();
        scribe.write(seq -> new CommandStarted(seq, prompt.at(), command, text, cwd, position.step()));
        scribe.write(seq -> new CommandFinished(seq, prompt.at(), command, exit, output));
    }
}
