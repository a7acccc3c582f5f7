package dev.understudy.runbook.internal;

import dev.understudy.runbook.Conventions;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.Step;
import dev.understudy.runbook.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The whole way from a document's text to its runbook. */
public final class Reading {
    private Reading() {}

    public static Runbook of(SourceText source, Conventions conventions) {
        FrontMatter front = FrontMatter.of(source);
        SiteMarkup.Prepared prepared = SiteMarkup.prepare(source.lines(), front.lines());
        List<Warning> warnings = new ArrayList<>(front.warnings());
        warnings.addAll(prepared.warnings());
        List<Block> blocks = Markdown.blocks(prepared.lines());
        try (ShellGrammar grammar = new ShellGrammar()) {
            Vocabulary vocabulary = new Vocabulary(conventions.commands());
            Prompts prompts = new Prompts(conventions.prompts());
            CodeReader code = new CodeReader(vocabulary, prompts, grammar);
            learn(blocks, code, vocabulary);
            List<Step> steps = new StepBuilder(
                            source.file(),
                            code,
                            new InlineCommands(vocabulary, prompts, grammar),
                            grammar,
                            prepared.tabs(),
                            warnings)
                    .build(blocks);
            warnings.sort(Comparator.comparingInt(Warning::line));
            return new Runbook(
                    id(front, source.file()),
                    title(front, blocks, source.file()),
                    source.fingerprint(),
                    front.activity(),
                    front.workflow(),
                    front.params(),
                    front.secrets(),
                    steps,
                    warnings);
        }
    }

    /** Lets the vocabulary learn the programs of those fences that leave no doubt about being shell. */
    private static void learn(List<Block> blocks, CodeReader code, Vocabulary vocabulary) {
        for (Block block : blocks) {
            if (block instanceof Block.Code fence
                    && fence.fenced()
                    && FenceInfo.of(fence.info()).tongue() == FenceInfo.Tongue.SHELL) {
                code.read(fence, "", "").commands().forEach(command -> vocabulary.learn(command.text()));
            }
        }
    }

    private static String id(FrontMatter front, String file) {
        if (front.id() != null) {
            return front.id();
        }
        String name = fileName(file).replaceFirst("(?i)(?:\\.html)?\\.(?:md|markdown|mdx)$", "");
        String slug = StepWords.slug(name);
        return slug.isEmpty() ? "runbook" : slug;
    }

    private static String title(FrontMatter front, List<Block> blocks, String file) {
        if (front.title() != null && !front.title().isBlank()) {
            return front.title();
        }
        return blocks.stream()
                .filter(Block.Heading.class::isInstance)
                .map(block -> StepWords.title(((Block.Heading) block).text()))
                .filter(title -> !title.isBlank())
                .findFirst()
                .orElse(fileName(file));
    }

    private static String fileName(String file) {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    }
}
