package dev.understudy.cli;

import dev.understudy.divergence.ReportText;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.pairwise.Pairwise;
import dev.understudy.recording.SessionRecording;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy compare}: needs no server. */
@Command(
        name = "compare",
        description = "Compares a recorded session with a plan (from dry-run --json), with predictions, or with another"
                + " session, and prints the report. Nothing proves which side came first, so it is never evidence."
                + " Exit code 1 unless both sides did the same.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SESSION",
            description = "a session's folder, or its events as NDJSON ('understudy session export')")
    Path session = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "OTHER",
            description = "another session; a plan as JSON; or predictions as a JSON array")
    Path other = Path.of("");

    @Option(names = "--json", description = "the report as JSON")
    boolean json;

    @Override
    public Integer call() {
        List<SessionRecording> sessions = Recordings.session(session);
        Pairwise pair = Recordings.planned(other)
                .map(planned -> Pairwise.of(sessions, planned, WorkflowEnd.completed()))
                .orElseGet(() -> Pairwise.of(sessions, Recordings.session(other)));
        if (json) {
            Printed.line(spec, pair.report().toJson());
        } else {
            Printed.line(spec, pair.sentence() + ".\n\n" + ReportText.markdown(pair.report()));
        }
        return (pair.agree() ? ExitCode.OK : ExitCode.REFUSED).number();
    }
}
