package dev.understudy.runbook;

import java.util.Locale;

/** What makes a runbook harder to follow, to record or to automate than it has to be. */
public enum LintRule {
    /** The reader could not understand or resolve something: steps may be missing. */
    READER_WARNING,
    /** The document holds no step at all. */
    NO_STEPS,
    /** Commands whose step has no name of its own: its id changes when headings or steps do, and its history is lost. */
    UNNAMED_STEP,
    /** The front matter names a workflow, and a placeholder is no param: a run cannot be given its value. */
    PLACEHOLDER_WITHOUT_PARAM,
    /** A param that is no placeholder of any command. */
    UNUSED_PARAM,
    /** A secret that is no placeholder of any command: it would not be recognised. */
    UNUSED_SECRET,
    /** A placeholder without a name ({@code ...}): nothing tells what to put there. */
    NAMELESS_PLACEHOLDER,
    /** A command that can lose data, and its step doesn't say {@code effect=destructive}. */
    UNDECLARED_DESTRUCTION,
    /** A step that can lose data, and no check comes after it. */
    NO_CHECK_AFTER_DESTRUCTION,
    /** A step that waits, and doesn't say how long at most. */
    ENDLESS_WAIT,
    /** A command inside a sentence: easily overlooked, and only guessed to be one. */
    INLINE_COMMAND;

    /** The name by which text and JSON know it: {@code unnamed-step}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
