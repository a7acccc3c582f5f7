package dev.understudy.demo;

/**
 * One line that an operator types.
 *
 * @param text without the line's end
 * @param expectsShadow whether the operator takes their time before it, so that a shadow that would do the same has said so.
 *     Where a real operator reads and thinks, the demo waits for what it would otherwise have to wait for by the clock
 */
record ScriptLine(String text, boolean expectsShadow) {
    static ScriptLine look(String text) {
        return new ScriptLine(text, false);
    }

    static ScriptLine act(String text) {
        return new ScriptLine(text, true);
    }
}
