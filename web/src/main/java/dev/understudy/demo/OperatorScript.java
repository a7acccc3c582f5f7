package dev.understudy.demo;

import static dev.understudy.demo.ScriptLine.act;
import static dev.understudy.demo.ScriptLine.look;

import dev.understudy.divergence.DivergenceKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What one of the demo's operators types, and what the comparison must find.
 *
 * @param operator who types
 * @param story what is special about this session, in a few words
 * @param lines the lines, in order; the shell's exit is not among them
 * @param expected the kinds of the divergences, none for a clean run
 */
record OperatorScript(String operator, String story, List<ScriptLine> lines, List<DivergenceKind> expected) {
    private static final String FINISHED = "find \"$ARCHIVE\" -maxdepth 1 -type f -name '0000*' ! -name '*.gz'"
            + " ! -name '*.partial' ! -name '*.backup' ! -name '*.history'";
    private static final ScriptLine CLEAN = act("rm \"$ARCHIVE\"/*.partial");
    private static final ScriptLine VERIFY = look("step verify");

    OperatorScript {
        lines = List.copyOf(lines);
        expected = List.copyOf(expected);
    }

    /** Works by the book. */
    static OperatorScript byTheBook() {
        return new OperatorScript("alice", "works by the book", book(), List.of());
    }

    /** Deletes a backup history file by hand, which the workflow would keep. */
    static OperatorScript deletesTooMuch(SandboxHost host) {
        List<ScriptLine> lines = book();
        lines.add(
                lines.indexOf(VERIFY),
                look("rm \"$ARCHIVE\"/" + host.backupHistory().getFileName()));
        return new OperatorScript(
                "bob", "deletes a backup history file as well", lines, List.of(DivergenceKind.MISSED));
    }

    /** Forgets to delete the partial segment, which the workflow would do. */
    static OperatorScript forgetsAStep() {
        List<ScriptLine> lines = book();
        lines.remove(look("step clean"));
        lines.remove(CLEAN);
        return new OperatorScript(
                "carol", "forgets to clean up the partial segment", lines, List.of(DivergenceKind.UNEXPECTED));
    }

    private static List<ScriptLine> book() {
        return new ArrayList<>(List.of(
                look("step measure"),
                look("df -h \"$ARCHIVE\""),
                look("du -sh \"$ARCHIVE\""),
                look("step list"),
                look(FINISHED),
                look("step compress"),
                act("for f in $(" + FINISHED + "); do gzip \"$f\"; done"),
                look("step move"),
                act("mv \"$ARCHIVE\"/*.gz \"$COLD\"/"),
                look("step link"),
                act("ln -sfn \"$COLD\" \"$ARCHIVE\"/cold"),
                look("step clean"),
                CLEAN,
                VERIFY,
                look("du -sh \"$ARCHIVE\""),
                look("find \"$ARCHIVE\" -type l"),
                look("step done")));
    }
}
