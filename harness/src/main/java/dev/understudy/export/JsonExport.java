package dev.understudy.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.stream.Stream;

/** A JSON array with an object for each run, its report as it is stored. */
final class JsonExport {
    private JsonExport() {}

    static void write(Stream<ExportedRun> runs, OutputStream out) throws IOException {
        JsonGenerator json = EventJson.mapper().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartArray();
        for (Iterator<ExportedRun> all = runs.iterator(); all.hasNext(); ) {
            json.writePOJO(all.next());
        }
        json.writeEndArray();
        json.flush();
    }
}
