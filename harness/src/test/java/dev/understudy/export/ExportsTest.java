package dev.understudy.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Kind;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.lab.RealPart;
import dev.understudy.operation.Mode;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.run.Runs;
import dev.understudy.store.Store;
import dev.understudy.transcript.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final String STATEFUL_SET = "kubernetes:apps/statefulsets/pay/db";
    /** What a terminal may hold: quotes, a line break, a control character that XML cannot say, a character beyond 16 bits. */
    private static final String ODD = "a\"b,c\nd\u0007 <é> \uD83D\uDE80";

    @TempDir
    Path folder;

    private Store store;
    private Exports exports;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        exports = new Exports(store);
        recorded("run-1", "ann", true);
        recorded("run-2", "bob", true);
        recorded("run-3", "cy", false);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void pm4py_reads_the_xes_with_both_sides_of_every_run_that_ended() throws Exception {
        Path file = written(ExportFormat.XES, "log.xes");

        JsonNode read = pm4py("""
                import json, sys, pm4py
                log = pm4py.read_xes(sys.argv[1], return_legacy_log_object=True)
                print(json.dumps({
                    "traces": [t.attributes["concept:name"] for t in log],
                    "first": [e["concept:name"] for e in log[0]],
                    "resource": log[0][0]["org:resource"],
                    "object": log[0][1]["object"],
                    "year": log[0][0]["time:timestamp"].year,
                    "variants": len(pm4py.get_variants(pm4py.convert_to_dataframe(log))),
                    "fits": pm4py.fitness_token_based_replay(log, *pm4py.discover_petri_net_inductive(log))["log_fitness"],
                }))
                """, file);

        assertThat(read.path("traces").toString())
                .isEqualTo("[\"run-1/observed\",\"run-1/predicted\",\"run-2/observed\",\"run-2/predicted\"]");
        assertThat(read.path("first").toString())
                .contains("update apps/statefulsets")
                .contains("delete file");
        assertThat(read.path("resource").asText()).isEqualTo("ann");
        assertThat(read.path("object").asText()).isEqualTo("file:/tmp/" + Xes.allowed(ODD));
        assertThat(read.path("year").asInt()).isEqualTo(2026);
        assertThat(read.path("variants").asInt()).isPositive();
        assertThat(read.path("fits").asDouble()).isEqualTo(1.0);
    }

    @Test
    void pm4py_reads_the_ocel_with_runs_sessions_targets_and_kubernetes_objects_as_objects() throws Exception {
        Path file = written(ExportFormat.OCEL, "log.jsonocel");

        JsonNode read = pm4py("""
                import json, sys, pm4py
                ocel = pm4py.read_ocel2_json(sys.argv[1])
                flat = pm4py.ocel_flattening(ocel, "kubernetes object")
                print(json.dumps({
                    "events": len(ocel.events), "objects": len(ocel.objects),
                    "types": sorted(pm4py.ocel_get_object_types(ocel)),
                    "activities": sorted(set(ocel.events["ocel:activity"])),
                    "onKubernetes": len(flat),
                    "links": len(ocel.o2o),
                    "oids": sorted(ocel.objects["ocel:oid"]),
                }))
                """, file);

        assertThat(read.path("events").asInt()).isEqualTo(8);
        assertThat(read.path("types").toString())
                .isEqualTo("[\"file\",\"kubernetes object\",\"operator\",\"run\",\"session\",\"target\",\"workflow\"]");
        assertThat(read.path("activities").toString()).isEqualTo("[\"delete file\",\"update apps/statefulsets\"]");
        assertThat(read.path("onKubernetes").asInt()).isEqualTo(4);
        assertThat(read.path("links").asInt()).isEqualTo(6);
        assertThat(read.path("oids").toString())
                .contains("run:run-1", "session:session-run-2", "target:eu-1", "eu-1/" + STATEFUL_SET)
                .doesNotContain("run-3");
    }

    @Test
    void the_csv_has_a_line_for_each_action_and_keeps_whatever_was_typed() throws Exception {
        String csv = Files.readString(written(ExportFormat.CSV, "log.csv"));

        assertThat(csv).startsWith("run,side,id,activity,").endsWith("\r\n");
        assertThat(csv.split("\r\n", -1)).hasSize(1 + 8 + 1);
        assertThat(csv).contains("\"file:/tmp/" + ODD.replace("\"", "\"\"") + "\"");
        assertThat(csv.lines().filter(line -> line.startsWith("run-2,predicted")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("eu-1"));
    }

    @Test
    void the_json_holds_what_was_done_and_predicted_and_never_a_salt() throws Exception {
        JsonNode runs = EventJson.mapper()
                .readTree(written(ExportFormat.JSON, "log.json").toFile());

        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).path("observed")).hasSize(2);
        assertThat(runs.get(0).path("predicted").get(0).path("activityType").asText())
                .isEqualTo("Scale");
        assertThat(runs.toString()).doesNotContain("salt");
    }

    @Test
    void a_run_without_a_report_says_so_in_markdown() throws Exception {
        assertThat(Files.readString(written(ExportFormat.MARKDOWN, "report.md")))
                .contains("# Run run-1\n\nIt was not compared");
    }

    @Test
    void a_run_that_goes_on_never_leaves_for_its_predictions_would_tell_what_comes_next() throws Exception {
        assertThat(exports.ended("ScaleOut")).containsExactly("run-1", "run-2");
        assertThat(exports.find("run-3")).isEmpty();
        for (ExportFormat format : ExportFormat.values()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            exports.write(format, List.of("run-3"), out);
            assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("run-3");
        }
    }

    @Test
    void invariant_7_the_same_runs_give_the_same_bytes() throws Exception {
        for (ExportFormat format : ExportFormat.values()) {
            assertThat(Files.readAllBytes(written(format, "one")))
                    .isEqualTo(Files.readAllBytes(written(format, "two")));
        }
    }

    private Path written(ExportFormat format, String name) throws IOException {
        Path file = folder.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            exports.write(format, exports.ended(null), out);
        }
        return file;
    }

    private JsonNode pm4py(String script, Path file) throws Exception {
        Path python = RealPart.require("pm4py-python");
        Path program = Files.writeString(folder.resolve("read.py"), script);
        Process process = new ProcessBuilder(python.toString(), "-W", "ignore", program.toString(), file.toString())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("errors.txt")))
                .isZero();
        String last = said.strip().lines().reduce("", (before, line) -> line);
        return EventJson.mapper().readTree(last);
    }

    private void recorded(String run, String operator, boolean ended) {
        List<SessionEvent> events = new ArrayList<>();
        events.add(new SessionStarted(
                1, START, "session-" + run, run, "scale-out", "rb-1", "eu-1", operator, "host", Map.of(), true));
        command(events, 1, "kubectl", "scale", "sts", "db", "-n", "pay", "--replicas=5");
        command(events, 2, "rm", "/tmp/" + ODD);
        if (ended) {
            events.add(new SessionEnded(events.size() + 1L, START.plusSeconds(99), 0, true));
        }
        new Sessions(store).append("session-" + run, events);
        new Runs(store).shadowed(run, "ScaleOut", "workflow-1");
        Journal journal = new Journal(store);
        journal.reached(
                predicted(run, 1, Action.of(Effect.WRITE, "update", STATEFUL_SET, Map.of("/spec/replicas", "5"))));
        journal.reached(predicted(run, 2, Action.of(Effect.DESTRUCTIVE, "delete", "file:/tmp/x")));
    }

    private static void command(List<SessionEvent> events, int number, String... argv) {
        Instant at = START.plusSeconds(events.size() * 3L);
        events.add(new CommandStarted(events.size() + 1L, at, number, String.join(" ", argv), "/", "scale"));
        events.add(new Invoked(
                events.size() + 1L,
                at.plusSeconds(1),
                number,
                new Invocation(
                        1,
                        List.of(argv),
                        null,
                        "/",
                        Map.of(),
                        0,
                        ExitKnown.OBSERVED,
                        Layer.SHELL,
                        null,
                        at,
                        at.plusSeconds(1))));
        events.add(new CommandFinished(events.size() + 1L, at.plusSeconds(1), number, 0, Output.NONE));
    }

    private static ReachedOperation predicted(String run, long sequence, Action action) {
        return new ReachedOperation(
                run,
                sequence,
                sequence - 1,
                "Scale",
                "activity-" + sequence,
                Kind.WRITE,
                run,
                "ScaleOut",
                action,
                Mode.SHADOW,
                "eu-1",
                "scale",
                "salt-00ff",
                "{}",
                START.plusSeconds(sequence));
    }
}
