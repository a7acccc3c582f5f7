package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the commands of a code block from what they print. */
final class CodeReader {
    /**
     * @param commands in order; empty where the block holds none
     * @param output what is printed before the block's first command, or the whole block if it is output of an earlier
     *     command; null where there is none
     */
    record Reading(List<FoundCommand> commands, @Nullable String output) {
        static final Reading NOTHING = new Reading(List.of(), null);
    }

    /** A sentence before the block that leaves no doubt that it is to be run, whoever knows the program. */
    private static final Pattern COMMANDED = Pattern.compile(
            "(?i)\\b(?:run|execute|use|enter|type|issue|invoke)\\b[^.]{0,60}\\b(?:commands?|tasks?|quer(?:y|ies)|scripts?|statements?)\\b[^.]{0,30}:$");

    /** The beginning of a function, or of a group in its own shell. */
    private static final Pattern FUNCTION = Pattern.compile(
            "\\s*(?:(?:function\\s+)?[\\w-]+\\s*\\(\\s*\\)\\s*\\{?|function\\s+[\\w-]+\\s*\\{?|\\()\\s*");

    private final Vocabulary vocabulary;
    private final Prompts prompts;
    private final LogicalLines logical;

    CodeReader(Vocabulary vocabulary, Prompts prompts, ShellGrammar grammar) {
        this.vocabulary = vocabulary;
        this.prompts = prompts;
        this.logical = new LogicalLines(grammar);
    }

    /**
     * @param lead the sentence before the block; empty where there is none
     * @param section the headings above the block, in one text
     */
    Reading read(Block.Code found, String lead, String section) {
        Block.Code block = found.info().startsWith("{") ? found.withoutDirectives() : found;
        FenceInfo info = FenceInfo.of(block.info());
        if (info.attributes().getOrDefault("kind", "").equals("skip")) {
            return Reading.NOTHING;
        }
        FenceInfo.Tongue tongue = block.fenced() ? info.tongue() : FenceInfo.Tongue.VAGUE;
        boolean prompted = tongue == FenceInfo.Tongue.OTHER
                ? block.lines().stream().anyMatch(prompts::isShell)
                : block.lines().stream().anyMatch(line -> prompts.strip(line) != null);
        boolean announced = OutputShape.announcedBy(lastSentence(lead));
        if (tongue == FenceInfo.Tongue.OUTPUT) {
            return output(block);
        }
        if (prompted) {
            return prompted(block, tongue);
        }
        return switch (tongue) {
            case SHELL -> shell(block, announced, lead);
            case VAGUE, OTHER -> vague(block, tongue, announced, lead);
            case SQL -> Statements.illustrates(lead) ? Reading.NOTHING : Statements.sql(block);
            case QUERY -> Statements.whole(block, CommandKind.REPL);
            case CONSOLE ->
                Statements.console(lead + " " + section, info.language())
                        ? Statements.whole(block, CommandKind.REPL)
                        : Reading.NOTHING;
            case OUTPUT -> output(block);
        };
    }

    private Reading shell(Block.Code block, boolean announced, String lead) {
        if (hashPrompted(block)) {
            return hashPrompted(block, true);
        }
        String first = firstLine(block);
        if (announced && !vocabulary.starts(first)) {
            return output(block);
        }
        boolean query = Statements.queryAnnounced(lead) || Statements.looksLikeMetrics(first);
        if (query && !vocabulary.starts(first)) {
            return Statements.whole(block, CommandKind.REPL);
        }
        return unprompted(block, true);
    }

    private Reading vague(Block.Code block, FenceInfo.Tongue tongue, boolean announced, String lead) {
        String first = firstLine(block);
        if (tongue == FenceInfo.Tongue.OTHER) {
            boolean command = vocabulary.starts(first)
                    && !first.matches("(?i)[\\w.-]+\\s*[:=].*")
                    && !OutputShape.matches(first)
                    && Vocabulary.DATA_TONGUES.contains(
                            FenceInfo.of(block.info()).language());
            return command ? unprompted(block, false) : Reading.NOTHING;
        }
        if (hashPrompted(block)) {
            return hashPrompted(block, true);
        }
        if (announced || block.lines().isEmpty()) {
            return output(block);
        }
        if (vocabulary.starts(first) && !OutputShape.matches(first)) {
            return unprompted(block, false);
        }
        if (Statements.looksLikeSql(first)) {
            return Statements.sql(block);
        }
        if (block.fenced() && (Statements.queryAnnounced(lead) || Statements.looksLikeMetrics(first))) {
            return Statements.whole(block, CommandKind.REPL);
        }
        if (block.fenced() && COMMANDED.matcher(lead.strip()).find() && !OutputShape.matches(first)) {
            return unprompted(block, true);
        }
        return block.fenced() ? output(block) : Reading.NOTHING;
    }

    /** Lines after a prompt are commands; the others are what they print. */
    private Reading prompted(Block.Code block, FenceInfo.Tongue tongue) {
        BlockCollector collector = new BlockCollector(block);
        List<String> lines = block.lines();
        boolean seen = false;
        for (int i = 0; i < lines.size(); ) {
            Prompts.Prompted prompted = prompts.strip(lines.get(i));
            int next = i + 1;
            if (prompted != null && prompted.kind() == CommandKind.SHELL) {
                List<String> rest = new ArrayList<>(lines.subList(i, lines.size()));
                rest.set(0, prompted.command());
                next = i + logical.length(rest, 0, line -> prompts.strip(line) == null);
                collector.command(i, logical.join(rest, 0, next - i), CommandKind.SHELL);
                seen = true;
            } else if (prompted != null) {
                next = Statements.end(lines, i, prompted, prompts);
                collector.command(i, Statements.join(lines, i, next, prompted), prompted.kind());
                seen = true;
            } else if (!seen
                    && tongue == FenceInfo.Tongue.SHELL
                    && vocabulary.starts(lines.get(i))
                    && !comment(lines.get(i))) {
                next = i + logical.length(lines.subList(i, lines.size()), 0, line -> prompts.strip(line) == null);
                collector.command(i, String.join("\n", lines.subList(i, next)), CommandKind.SHELL);
            } else if (!lines.get(i).strip().startsWith("# ")) {
                collector.output(lines.get(i));
            }
            i = next;
        }
        return collector.reading();
    }

    /** Whether {@code #} is root's prompt here and begins no comment: nothing else in the block is a command. */
    private boolean hashPrompted(Block.Code block) {
        boolean any = false;
        for (String line : block.lines()) {
            String command = Prompts.afterHash(line);
            if (command != null) {
                any |= vocabulary.starts(command) && !prose(command);
            } else if (!line.isBlank() && vocabulary.starts(line)) {
                return false;
            }
        }
        return any;
    }

    private static boolean prose(String command) {
        return command.matches("(?:[\\w'-]+ ){3,}[\\w'-]+[.:]?") && !command.contains(" -");
    }

    private Reading hashPrompted(Block.Code block, boolean stripped) {
        BlockCollector collector = new BlockCollector(block);
        List<String> lines = block.lines();
        for (int i = 0; i < lines.size(); ) {
            String command = Prompts.afterHash(lines.get(i));
            int next = i + 1;
            if (command != null && vocabulary.starts(command)) {
                List<String> rest = new ArrayList<>(lines.subList(i, lines.size()));
                rest.set(0, command);
                next = i + logical.length(rest, 0, line -> Prompts.afterHash(line) == null);
                collector.command(i, logical.join(rest, 0, next - i), CommandKind.SHELL);
            } else if (command == null) {
                collector.output(lines.get(i));
            }
            i = next;
        }
        return collector.reading();
    }

    /**
     * No line has a prompt, so each logical line is a command unless it has the look of output.
     *
     * @param shell whether the fence claims to be shell: then a program that nobody knows is one, too
     */
    private Reading unprompted(Block.Code block, boolean shell) {
        BlockCollector collector = new BlockCollector(block);
        List<String> lines = block.lines();
        boolean printing = false;
        for (int i = 0; i < lines.size(); ) {
            String line = lines.get(i);
            if (line.isBlank() || comment(line)) {
                if (printing) {
                    collector.output(line);
                }
                i++;
                continue;
            }
            if (Statements.looksLikeSql(line) && !collector.isEmpty()) {
                int length = Statements.length(lines, i);
                collector.command(i, String.join("\n", lines.subList(i, i + length)), CommandKind.SQL);
                printing = false;
                i += length;
                continue;
            }
            boolean known = (vocabulary.starts(line) && !sentence(line))
                    || FUNCTION.matcher(line).matches();
            boolean shaped = OutputShape.matches(line);
            boolean command = known
                    ? !shaped || looksTyped(line)
                    : shell && !shaped && !printing && plausible(line, collector.isEmpty());
            if (!command) {
                printing = true;
                collector.output(line);
                i++;
                continue;
            }
            printing = false;
            int length = logical.length(lines.subList(i, lines.size()), 0, next -> true);
            collector.command(i, String.join("\n", lines.subList(i, i + length)), CommandKind.SHELL);
            i += length;
        }
        return collector.reading();
    }

    /** Whether a line whose program is unknown can be a command: a lower-case first word, and arguments as commands have. */
    private static boolean plausible(String line, boolean first) {
        String word = Vocabulary.program(line);
        if (word.startsWith("-")
                || !word.matches("(?:\\$?\\{?|<)?[\\w./~-]+(?:(?::\\w+){0,40}\\[.*|[}>])?")
                || word.matches("[A-Z][a-z]*|\\d.*")) {
            return false;
        }
        return first
                || line.matches(".*\\s(?:-{1,2}[A-Za-z][\\w-]*|[|>]|<[\\w-]+>).*")
                || word.contains("-")
                || word.contains("/");
    }

    private static boolean looksTyped(String line) {
        return line.matches(".*\\s-{1,2}[A-Za-z].*")
                || line.contains("|")
                || line.contains("://")
                || line.contains("=");
    }

    private static boolean sentence(String line) {
        return line.strip().matches("(?:[a-z]+ ){4,}[a-z]+[.:]") && !line.contains("-");
    }

    static boolean comment(String line) {
        String stripped = line.strip();
        return stripped.startsWith("#") || stripped.startsWith("//") || stripped.startsWith("-- ");
    }

    private static String firstLine(Block.Code block) {
        return block.lines().stream()
                .filter(line -> !line.isBlank() && !comment(line))
                .findFirst()
                .orElse("");
    }

    private static Reading output(Block.Code block) {
        String text = String.join("\n", block.lines()).strip();
        return text.isEmpty()
                ? Reading.NOTHING
                : new Reading(List.of(), String.join("\n", block.lines()).stripTrailing());
    }

    private static String lastSentence(String lead) {
        String[] sentences = lead.strip().split("(?<=[.!?])\\s+(?=[A-Z])");
        return sentences[sentences.length - 1];
    }
}
