package dev.understudy.terminal;

import dev.understudy.recording.Output;
import dev.understudy.redaction.Disclosure;
import dev.understudy.redaction.Redactor;

/** What a command printed, as it may be recorded. */
public final class Printed {
    private Printed() {}

    /**
     * Without what only paints, and without secrets.
     *
     * @param disclosure what the command may print, by what was typed
     */
    public static Output of(OutputCapture output, Disclosure disclosure, Redactor redactor) {
        String head = PlainText.of(output.head());
        String tail = PlainText.of(output.tail());
        long omitted = output.omitted();
        if (omitted > 0) {
            // Where the middle was left out, a secret may have been cut in two that neither part tells of.
            int end = head.lastIndexOf('\n') + 1;
            int begin = tail.indexOf('\n') + 1;
            if (end > head.length() / 2) {
                omitted += head.length() - end;
                head = head.substring(0, end);
            }
            if (begin < tail.length() / 2) {
                omitted += begin;
                tail = tail.substring(begin);
            }
        }
        return new Output(
                redactor.redactOutput(disclosure, head),
                redactor.redactOutput(disclosure, tail),
                output.total(),
                omitted);
    }
}
