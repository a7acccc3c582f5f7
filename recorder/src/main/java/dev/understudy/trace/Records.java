package dev.understudy.trace;

import dev.understudy.trace.JournalEntry.Form;
import dev.understudy.trace.JournalEntry.Traced;

/** What a record is, beside those that its process wrote before it. */
final class Records {
    private Records() {}

    static boolean isHook(Traced record) {
        return record.words().get(0).startsWith("__us_")
                || record.functions().stream().anyMatch(name -> name.startsWith("__us_"));
    }

    /** Whether it is arithmetic of a {@code for ((…))}: bash gives it the source text of what ran before. */
    static boolean isOfLoop(ShellProcess process, Traced record) {
        String text = String.join("", record.words());
        if (!text.startsWith("((")) {
            return false;
        }
        String source = record.template().replace(" ", "");
        boolean stale = !source.startsWith("((") || source.equals(process.arithmetic);
        process.arithmetic = text;
        return stale && !source.equals(text);
    }

    static boolean endsPrefix(ShellProcess process, Traced record) {
        return record.form() == Form.CALL && continues(process, record);
    }

    static boolean continuesAssignment(ShellProcess process, Traced record) {
        return record.form() == Form.ASSIGNMENT && continues(process, record);
    }

    static boolean continues(ShellProcess process, Traced record) {
        if (process.assignments.isEmpty()) {
            return false;
        }
        Traced before = process.assignments.get(process.assignments.size() - 1);
        return before.template().equals(record.template())
                && before.seq() + 1 == record.seq()
                && before.level() == record.level()
                && before.functions().equals(record.functions());
    }

    /** {@code export X=1} is told twice: as the call, and then as the assignment. */
    static boolean ofDeclaration(ShellProcess process, Traced record) {
        Call last = process.last;
        return last != null
                && last.declares()
                && record.template().equals(last.template)
                && process.lastSeq + 1 == record.seq();
    }
}
