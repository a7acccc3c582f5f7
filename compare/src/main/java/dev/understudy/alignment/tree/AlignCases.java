package dev.understudy.alignment.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.alignment.TooWideException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Aligns cases that come as lines of JSON: {@code {"id", "model", "trace", "costs"}}, where {@code costs} is null or
 * {@code {"log": {label: cost}, "model": {label: cost}}}. Other fields are ignored.
 */
public final class AlignCases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = ">>";

    private AlignCases() {}

    /**
     * Answers each line with {@code {"id","cost","fitness","alignment":[[log,model],…],"ms"}}, with {@code >>} for a side
     * that does not move; a line that cannot be answered with {@code {"id","line","error"}}, and goes on.
     *
     * @return how many lines could not be answered
     * @throws IOException where reading or writing fails
     */
    public static int answer(BufferedReader cases, Writer answers) throws IOException {
        warmUp();
        int failed = 0;
        int number = 0;
        for (String line = cases.readLine(); line != null; line = cases.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            ObjectNode answer = JSON.createObjectNode();
            try {
                JsonNode given = JSON.readTree(line);
                answer.set("id", given.path("id"));
                align(given, answer);
            } catch (JsonProcessingException e) {
                error(answer, number, "the line is no JSON: " + e.getOriginalMessage());
                failed++;
            } catch (IllegalArgumentException | TooWideException e) {
                error(answer, number, String.valueOf(e.getMessage()));
                failed++;
            }
            answers.write(JSON.writeValueAsString(answer));
            answers.write('\n');
        }
        answers.flush();
        return failed;
    }

    /** Lets the JVM load and compile what is used, so that the times of the first cases are those of aligning. */
    private static void warmUp() {
        for (int round = 0; round < 3; round++) {
            List<ProcessTree> branches = new ArrayList<>();
            List<String> trace = new ArrayList<>();
            for (int b = 0; b < 4; b++) {
                List<ProcessTree> tasks = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    tasks.add(new ProcessTree.Task(b + "." + i));
                    trace.add(b + "." + (i + round) % 20);
                }
                branches.add(new ProcessTree.Seq(tasks));
            }
            ProcessTree loop = new ProcessTree.Loop(new ProcessTree.Xor(branches), new ProcessTree.Tau());
            for (ProcessTree tree : List.of(new ProcessTree.Par(branches), new ProcessTree.Seq(branches), loop)) {
                TreeAlignment.of(tree, trace, MoveCosts.UNIT);
            }
        }
    }

    private static void align(JsonNode given, ObjectNode answer) {
        ProcessTree tree = ProcessTree.read(given.path("model"));
        List<String> trace = new ArrayList<>();
        if (!given.path("trace").isArray()) {
            throw new IllegalArgumentException("trace is no list of labels");
        }
        for (JsonNode event : given.path("trace")) {
            if (!event.isTextual()) {
                throw new IllegalArgumentException("event " + (trace.size() + 1) + " of the trace is no string");
            }
            trace.add(event.asText());
        }
        JsonNode costs = given.path("costs");
        MoveCosts moveCosts =
                costs.isObject() ? new MoveCosts(costs(costs.path("log")), costs(costs.path("model"))) : MoveCosts.UNIT;
        long began = System.nanoTime();
        TreeAlignment alignment = TreeAlignment.of(tree, trace, moveCosts);
        double ms = (System.nanoTime() - began) / 1e6;
        answer.put("cost", alignment.cost());
        answer.put("fitness", Math.round(alignment.fitness() * 1e12) / 1e12);
        ArrayNode moves = answer.putArray("alignment");
        for (TreeMove move : alignment.moves()) {
            moves.addArray()
                    .add(move.log() == null ? NONE : move.log())
                    .add(move.model() == null ? NONE : move.model());
        }
        answer.put("ms", Math.round(ms * 1000) / 1000.0);
    }

    private static Map<String, Integer> costs(JsonNode node) {
        Map<String, Integer> costs = new HashMap<>();
        node.properties().forEach(entry -> {
            if (!entry.getValue().isInt()) {
                throw new IllegalArgumentException(
                        "the cost of " + entry.getKey() + " is no whole number: " + entry.getValue());
            }
            costs.put(entry.getKey(), entry.getValue().asInt());
        });
        return costs;
    }

    private static void error(ObjectNode answer, int line, String message) {
        answer.put("line", line);
        answer.put("error", message);
    }
}
