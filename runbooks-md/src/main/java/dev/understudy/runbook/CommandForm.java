package dev.understudy.runbook;

/** How the document holds a command. */
public enum CommandForm {
    /** In a fenced code block. */
    FENCE,
    /** As code inside a sentence: less certain to be meant as an act. */
    INLINE,
    /** In a block that is code by its indentation. */
    INDENTED
}
