package dev.understudy.export;

import dev.understudy.divergence.Report;
import dev.understudy.divergence.ReportText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;

/** The reports, one after the other. A run that was not compared says so. */
final class MarkdownExport {
    private MarkdownExport() {}

    static void write(Stream<ExportedRun> runs, OutputStream out) throws IOException {
        boolean first = true;
        for (Iterator<ExportedRun> all = runs.iterator(); all.hasNext(); ) {
            ExportedRun run = all.next();
            Report report = run.report();
            String text = report == null
                    ? "# Run " + run.run().id() + "\n\nIt was not compared, so there is no report.\n"
                    : ReportText.markdown(report);
            out.write(((first ? "" : "\n") + text).getBytes(StandardCharsets.UTF_8));
            first = false;
        }
        out.flush();
    }
}
