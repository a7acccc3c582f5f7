package dev.understudy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** How data is printed for programs. */
final class Printed {
    private Printed() {}

    /** One value as indented JSON. */
    static void json(CommandSpec spec, Object value) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        out.flush();
    }

    static void line(CommandSpec spec, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
