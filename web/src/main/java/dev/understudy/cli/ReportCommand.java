package dev.understudy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.ReportText;
import dev.understudy.divergence.Verdict;
import dev.understudy.recording.EventJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy report RUN}. */
@Command(
        name = "report",
        description = "Prints how operators and workflow compare in a run; exit code 1 unless the verdict is CLEAN.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Parameters(paramLabel = "RUN")
    String run = "";

    @Option(names = "--json", description = "the report as it is stored, byte for byte")
    boolean json;

    @Option(names = "--markdown", description = "as Markdown, for a pull request; this is the default")
    boolean markdown;

    @Override
    public Integer call() {
        String text = server.client().text("api/v1/runs/" + Client.part(run) + "/report");
        Report report;
        try {
            report = EventJson.mapper().readValue(text, Report.class);
        } catch (JsonProcessingException e) {
            throw new CliFailure(
                    ExitCode.ENVIRONMENT,
                    "the server's report is not one that this version reads: upgrade the older one");
        }
        Printed.line(spec, json && !markdown ? text : ReportText.markdown(report));
        return (report.verdict() == Verdict.CLEAN ? ExitCode.OK : ExitCode.REFUSED).number();
    }
}
