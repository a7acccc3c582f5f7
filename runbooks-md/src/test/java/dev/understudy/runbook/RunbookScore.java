package dev.understudy.runbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores the reader on labelled runbooks: {@code RunbookScore FOLDER [--show] [--every N --from K]}. The folder holds {@code
 * labels.jsonl}, one object per runbook with {@code file} and {@code commands} (each with {@code line}, {@code text}, {@code
 * placeholders}). A command is found if its line and text are. With {@code --every 4 --from 3}, only each
 * fourth runbook in the order of names is scored, from the one at index 3.
 */
public final class RunbookScore {
    private int found;
    private int missed;
    private int invented;
    private int marked;
    private int unmarked;
    private int overmarked;

    private RunbookScore() {}

    public static void main(String[] args) throws IOException {
        List<String> options = List.of(args).subList(1, args.length);
        Path folder = Path.of(args[0]);
        boolean show = options.contains("--show");
        int every = number(options, "--every", 1);
        int from = number(options, "--from", 0);
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> labels = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("labels.jsonl"))) {
            labels.add(json.readTree(line));
        }
        labels.sort(Comparator.comparing(label -> label.get("file").asText()));
        RunbookScore score = new RunbookScore();
        for (int i = 0; i < labels.size(); i++) {
            if (i % every == from) {
                score.add(folder, labels.get(i), show);
            }
        }
        score.print();
    }

    private static int number(List<String> options, String name, int otherwise) {
        int at = options.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(options.get(at + 1));
    }

    private void add(Path folder, JsonNode label, boolean show) {
        String file = label.get("file").asText();
        Runbook runbook = new RunbookReader().read(folder.resolve(file));
        Map<String, List<RunbookCommand>> read = new HashMap<>();
        runbook.commands()
                .forEach(command -> read.computeIfAbsent(key(command.line(), command.text()), key -> new ArrayList<>())
                        .add(command));
        for (JsonNode expected : label.get("commands")) {
            List<RunbookCommand> candidates = read.getOrDefault(
                    key(expected.get("line").asInt(), expected.get("text").asText()), List.of());
            if (candidates.isEmpty()) {
                missed++;
                tell(
                        show,
                        "MISSED  ",
                        file,
                        expected.get("line").asInt(),
                        expected.get("text").asText());
            } else {
                found++;
                placeholders(file, expected, candidates.remove(0), show);
            }
        }
        read.values().stream().flatMap(List::stream).forEach(command -> {
            invented++;
            tell(show, "INVENTED", file, command.line(), command.text());
        });
    }

    private void placeholders(String file, JsonNode expected, RunbookCommand command, boolean show) {
        List<String> wanted = new ArrayList<>();
        expected.get("placeholders").forEach(placeholder -> wanted.add(placeholder.asText()));
        List<String> got =
                command.placeholders().stream().map(Placeholder::text).toList();
        for (String placeholder : wanted) {
            boolean hit = got.contains(placeholder);
            marked += hit ? 1 : 0;
            unmarked += hit ? 0 : 1;
            tell(show && !hit, "UNMARKED " + placeholder, file, command.line(), command.text());
        }
        for (String placeholder : got) {
            if (!wanted.contains(placeholder)) {
                overmarked++;
                tell(show, "OVERMARK " + placeholder, file, command.line(), command.text());
            }
        }
    }

    private void print() {
        System.out.printf(
                "commands      recall %.3f  precision %.3f  (found %d, missed %d, invented %d)%n",
                ratio(found, missed), ratio(found, invented), found, missed, invented);
        System.out.printf(
                "placeholders  recall %.3f  precision %.3f  (found %d, missed %d, invented %d), in the commands found%n",
                ratio(marked, unmarked), ratio(marked, overmarked), marked, unmarked, overmarked);
    }

    private static void tell(boolean show, String what, String file, int line, String text) {
        if (show) {
            System.out.println(what + "  " + file + ":" + line + "  " + text.replace("\n", "\\n"));
        }
    }

    private static String key(int line, String text) {
        return line + " " + text.replaceAll("\\s+", " ").strip();
    }

    private static double ratio(int hits, int others) {
        return hits + others == 0 ? 1 : (double) hits / (hits + others);
    }
}
