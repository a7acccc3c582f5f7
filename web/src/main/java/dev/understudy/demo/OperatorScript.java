package dev.understudy.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What one of the demo's operators types, line by line.
 *
 * @param operator who types
 * @param story what is special about this session, in a few words
 * @param lines the lines, in order; the shell's exit is not among them
 */
record OperatorScript(String operator, String story, List<String> lines) {
    OperatorScript {
        lines = List.copyOf(lines);
    }

    /** By the book. */
    static OperatorScript clean() {
        return new OperatorScript("alice", "works by the book", byTheBook());
    }

    /** Deletes a backup history file by hand, which no workflow would. */
    static OperatorScript deletesTooMuch(SandboxHost host) {
        List<String> lines = byTheBook();
        lines.add(
                lines.indexOf("step verify"),
                "rm \"$ARCHIVE\"/" + host.backupHistory().getFileName());
        return new OperatorScript("bob", "deletes a backup history file too", lines);
    }

    /** Forgets to clean up the partial segment, which the workflow would. */
    static OperatorScript forgetsAStep() {
        List<String> lines = byTheBook();
        int clean = lines.indexOf("step clean");
        lines.subList(clean, clean + 2).clear();
        return new OperatorScript("carol", "forgets the partial segment", lines);
    }

    private static List<String> byTheBook() {
        String finished = "find \"$ARCHIVE\" -maxdepth 1 -type f -name '0000*' ! -name '*.gz' ! -name '*.partial'"
                + " ! -name '*.backup' ! -name '*.history'";
        return new ArrayList<>(List.of(
                "step measure",
                "df -h \"$ARCHIVE\"",
                "du -sh \"$ARCHIVE\"",
                "step list",
                finished,
                "step compress",
                "for f in $(" + finished + "); do gzip \"$f\"; done",
                "step move",
                "mv \"$ARCHIVE\"/*.gz \"$COLD\"/",
                "step link",
                "ln -sfn \"$COLD\" \"$ARCHIVE\"/cold",
                "step clean",
                "rm \"$ARCHIVE\"/*.partial",
                "step verify",
                "du -sh \"$ARCHIVE\"",
                "find \"$ARCHIVE\" -type l",
                "step done"));
    }
}
