package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandForm;
import dev.understudy.runbook.CommandKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers a block's commands, each with the output that follows it. */
final class BlockCollector {
    private final Block.Code block;
    private final List<FoundCommand> commands = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();
    private @Nullable String before;

    BlockCollector(Block.Code block) {
        this.block = block;
    }

    void command(int index, String text, CommandKind kind) {
        flush();
        CommandForm form = block.fenced() ? CommandForm.FENCE : CommandForm.INDENTED;
        commands.add(new FoundCommand(block.line() + index, text.strip(), form, kind, null));
    }

    void output(String line) {
        printed.add(line);
    }

    boolean isEmpty() {
        return commands.isEmpty();
    }

    private void flush() {
        String text = String.join("\n", printed).stripTrailing().replaceFirst("^(?:[ \\t]*\\n){1,40}", "");
        printed.clear();
        if (text.isBlank()) {
            return;
        }
        if (commands.isEmpty()) {
            before = text;
        } else {
            FoundCommand last = commands.remove(commands.size() - 1);
            commands.add(last.withExpected(text));
        }
    }

    CodeReader.Reading reading() {
        flush();
        commands.removeIf(command -> command.text().isEmpty());
        return new CodeReader.Reading(List.copyOf(commands), before);
    }
}
