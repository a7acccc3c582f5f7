package dev.understudy.cli;

import dev.understudy.alignment.tree.AlignCases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy align}: a case a line comes in, an answer a line goes out. */
@Command(
        name = "align",
        description =
                "Aligns traces with process trees, exactly: a JSON case on each line of the standard input, an answer"
                        + " on each line of the output.",
        mixinStandardHelpOptions = true)
final class AlignCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "JSON lines, which is the only form there is")
    boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        int failed =
                AlignCases.answer(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), out);
        out.flush();
        return (failed == 0 ? ExitCode.OK : ExitCode.REFUSED).number();
    }
}
