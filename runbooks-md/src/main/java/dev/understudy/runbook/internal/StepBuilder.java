package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandForm;
import dev.understudy.runbook.RunbookException;
import dev.understudy.runbook.Step;
import dev.understudy.runbook.StepKind;
import dev.understudy.runbook.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the commands and sentences of a document into steps. */
final class StepBuilder {
    /** Some thirty times as many as the longest runbook that was measured has. */
    private static final int MAX_COMMANDS = 2_000;

    private final String file;
    private final CodeReader code;
    private final InlineCommands inline;
    private final ShellGrammar grammar;
    private final @Nullable String[] tabs;
    private final List<Warning> warnings;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Block.Heading> headings = new ArrayList<>();
    private Block.@Nullable Prose lead;
    private @Nullable Draft open;
    private @Nullable Annotations note;
    private boolean adjacent;
    private int count;

    StepBuilder(
            String file,
            CodeReader code,
            InlineCommands inline,
            ShellGrammar grammar,
            @Nullable String[] tabs,
            List<Warning> warnings) {
        this.file = file;
        this.code = code;
        this.inline = inline;
        this.grammar = grammar;
        this.tabs = tabs;
        this.warnings = warnings;
    }

    List<Step> build(List<Block> blocks) {
        for (Block block : blocks) {
            if (block instanceof Block.Heading heading) {
                heading(heading);
            } else if (block instanceof Block.Prose prose) {
                prose(prose);
            } else if (block instanceof Block.Code code) {
                code(code);
            } else if (block instanceof Block.Note found) {
                note = Annotations.of(
                        FenceInfo.of("{" + found.attributes() + "}").attributes(), found.line(), warnings);
                open = null;
            }
        }
        return new DraftedSteps(drafts, grammar, warnings).steps();
    }

    private void heading(Block.Heading heading) {
        while (!headings.isEmpty() && headings.get(headings.size() - 1).level() >= heading.level()) {
            headings.remove(headings.size() - 1);
        }
        headings.add(heading);
        lead = null;
        open = null;
        adjacent = false;
        boolean numbered = heading.text().matches("(?i)(?:step\\s*)?\\d{1,3}[.:)].*|step\\s+\\d+\\b.*");
        if (numbered || note != null) {
            open = draft(heading.line(), heading.line(), null, heading.text());
        }
    }

    private void prose(Block.Prose prose) {
        Item step = anchor(prose.item());
        List<FoundCommand> commands = inline.in(prose);
        boolean annotated = note != null;
        boolean waits = prose.item() == null
                && StepWords.kind(prose.text(), List.of()) == StepKind.WAIT
                && prose.text().matches("(?i)\\W*(?:please )?wait\\b.*");
        if (annotated || startsItem(step, prose) || (step != null && step.ordered && !inItem(step))) {
            open = draft(prose.line(), prose.line(), step, prose.text());
        } else if (!commands.isEmpty() && !inStep(step)) {
            open = draft(prose.line(), prose.line(), step, prose.text());
        } else if (waits) {
            open = draft(prose.line(), prose.line(), null, prose.text());
            open.closed = true;
        }
        if (open != null && !commands.isEmpty()) {
            add(open, commands);
        }
        Set<String> replacements = Replacements.in(prose.text());
        drafts.stream().skip(Math.max(0, drafts.size() - 2)).forEach(draft -> draft.replacements.addAll(replacements));
        lead = prose;
        adjacent = false;
    }

    private static boolean startsItem(@Nullable Item step, Block.Prose prose) {
        return step != null && step.ordered && step == prose.item() && step.line == prose.line();
    }

    private void code(Block.Code block) {
        String before = lead == null || !related(lead.item(), block.item()) ? "" : lead.text();
        CodeReader.Reading reading = code.read(block, before, around());
        if (reading.output() != null) {
            attachOutput(reading.output());
        }
        Map<String, String> attributes = FenceInfo.of(block.info()).attributes();
        boolean declared = attributes.containsKey("name");
        if (reading.commands().isEmpty() && !declared) {
            return;
        }
        if (open != null && open.closed && lead != null && lead.line() == open.line && !before.isEmpty()) {
            // The sentence that waits introduces this block and is no step of its own.
            drafts.remove(open);
            open = null;
        }
        int opener = block.fenced() ? block.line() - 1 : block.line();
        Item step = anchor(block.item());
        Draft at = open;
        boolean joins = at != null
                && !declared
                && (inStep(step) || follows(at, step))
                && Objects.equals(at.tab, tab(block.line()));
        if (at == null || !joins) {
            at = draft(
                    lead != null && !before.isEmpty() && !declared ? lead.line() : opener,
                    block.line(),
                    step,
                    before.isEmpty() ? headingText() : before);
            open = at;
        }
        if (declared
                || attributes.containsKey("effect")
                || attributes.containsKey("wait")
                || attributes.containsKey("kind")) {
            Annotations own = Annotations.of(attributes, opener, warnings);
            at.annotations = own;
        }
        add(at, reading.commands());
        if (lead != null) {
            at.replacements.addAll(Replacements.in(lead.text()));
        }
        adjacent = true;
    }

    private void add(Draft draft, List<FoundCommand> commands) {
        draft.commands.addAll(commands);
        count += commands.size();
        if (count > MAX_COMMANDS) {
            throw new RunbookException(
                    file,
                    commands.get(0).line(),
                    "the document holds more than " + MAX_COMMANDS + " commands, so that it is no runbook for people."
                            + " Split it into several runbooks.");
        }
    }

    private void attachOutput(String output) {
        Draft last = drafts.isEmpty() ? null : drafts.get(drafts.size() - 1);
        if (last != null && !last.commands.isEmpty() && last.section.equals(section())) {
            FoundCommand command = last.commands.remove(last.commands.size() - 1);
            last.commands.add(
                    command.form() == CommandForm.INLINE && command.expected() != null
                            ? command
                            : command.withExpected(output));
        }
    }

    /** Whether what stands at this item belongs to the step that is open. */
    private boolean inStep(@Nullable Item step) {
        Draft at = open;
        if (at == null || at.closed) {
            return false;
        }
        if (at.item != null || step != null) {
            return at.item == step && step != null;
        }
        return adjacent || at.commands.isEmpty();
    }

    /** Whether a block outside lists comes right after the sentence that began the step. */
    private boolean follows(Draft at, @Nullable Item step) {
        return step == null && at.item == null && !at.closed && lead != null && lead.line() == at.line;
    }

    private boolean inItem(Item step) {
        return open != null && open.item == step;
    }

    /** The list item whose step this is: the innermost numbered one, else the outermost bullet. */
    private static @Nullable Item anchor(@Nullable Item item) {
        Item outermost = item;
        for (Item at = item; at != null; at = at.parent) {
            if (at.ordered) {
                return at;
            }
            outermost = at;
        }
        return outermost;
    }

    private static boolean related(@Nullable Item prose, @Nullable Item block) {
        return anchor(prose) == anchor(block) || prose == null;
    }

    /** @param within a line of the tab that holds the step, if one does: the sentence before may stand outside it */
    private Draft draft(int line, int within, @Nullable Item item, String words) {
        Draft draft = new Draft(line, section(), tab(within), item, words);
        if (note != null) {
            draft.annotations = note;
            note = null;
        }
        drafts.add(draft);
        return draft;
    }

    private @Nullable String tab(int line) {
        return line >= 1 && line <= tabs.length ? tabs[line - 1] : null;
    }

    private List<String> section() {
        return headings.stream().map(Block.Heading::text).toList();
    }

    /** What beside the sentence before a block says whether it is typed into a console: headings, and the command before. */
    private String around() {
        String headings = String.join(" / ", section());
        Draft last = drafts.isEmpty() ? null : drafts.get(drafts.size() - 1);
        if (last == null || last.commands.isEmpty() || !last.section.equals(section())) {
            return headings;
        }
        String command = last.commands.get(last.commands.size() - 1).text();
        return Statements.opensConsole(command) ? headings + " / console" : headings;
    }

    private String headingText() {
        return headings.isEmpty() ? "" : headings.get(headings.size() - 1).text();
    }
}
