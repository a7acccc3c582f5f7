package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandKind;
import dev.understudy.runbook.StepKind;
import java.util.List;
import java.util.regex.Pattern;

/** What the words of a step say about its kind, and how they become a title. */
final class StepWords {
    private static final Pattern WAIT = Pattern.compile(
            "(?i)^(?:\\W*)(?:then,? |now,? )?(?:please )?(?:wait|sleep|pause)\\b.*|.*\\bwait (?:until|for)\\b.*");
    private static final Pattern CHECK = Pattern.compile(
            "(?i)^(?:\\W*)(?:then,? |now,? |finally,? |optionally,? |please )?(?:verify|check|ensure|confirm|make sure|validate|test (?:that|whether|if)|see (?:if|whether)|inspect|observe)\\b.*");
    private static final Pattern DECISION = Pattern.compile(
            "(?i)^(?:\\W*)(?:if|when|unless|in case|depending on|decide|choose|otherwise|determine (?:if|whether))\\b.*");
    private static final Pattern WAITING = Pattern.compile(
            "^(?:sleep \\d|kubectl (?:-\\S+ \\S+ ){0,40}(?:wait|rollout status)|oc (?:-\\S+ \\S+ ){0,40}(?:wait|rollout status)|watch ).*",
            Pattern.DOTALL);
    private static final int TITLE = 120;

    private StepWords() {}

    static StepKind kind(String words, List<FoundCommand> commands) {
        if (!commands.isEmpty()) {
            if (commands.stream()
                    .allMatch(c -> c.kind() == CommandKind.SHELL
                            && WAITING.matcher(c.text()).matches())) {
                return StepKind.WAIT;
            }
            if (words.matches("(?is)\\W*(?:please )?wait\\b.*")) {
                return StepKind.WAIT;
            }
            return CHECK.matcher(words).matches() ? StepKind.CHECK : StepKind.COMMAND;
        }
        if (DECISION.matcher(words).matches()) {
            return StepKind.DECISION;
        }
        if (WAIT.matcher(words).matches()) {
            return StepKind.WAIT;
        }
        return CHECK.matcher(words).matches() ? StepKind.CHECK : StepKind.MANUAL;
    }

    /** The first sentence, without Markdown; at most {@value TITLE} characters. */
    static String title(String prose) {
        String text = prose.replaceFirst("^\\[[ xX]?\\]\\s*", "").strip();
        String sentence = text.split("(?<=[^\\d][.!?])\\s+(?=[\\p{Lu}`])", 2)[0]
                .replace("`", "")
                .replaceFirst("[.:;,]+$", "");
        return sentence.length() <= TITLE
                ? sentence
                : sentence.substring(0, TITLE - 1).stripTrailing() + "…";
    }

    /** Lower-case letters, digits and hyphens; empty where nothing is left. */
    static String slug(String text) {
        String slug = Vocabulary.lower(text)
                .replaceAll("^\\W*(?:step\\s+)?\\d+[.:)]?\\s+", "")
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-+|-+$", "");
        return slug.length() <= 60 ? slug : slug.substring(0, 60).replaceAll("-+$", "");
    }
}
