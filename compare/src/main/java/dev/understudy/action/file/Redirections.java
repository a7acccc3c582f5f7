package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.action.PathText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files that the shell itself writes: the targets of {@code >}, {@code >>}, {@code >|} and {@code &>} in a typed line.
 * No program's arguments tell of them. Where a target is not plain text, that something was written is told as unknown.
 * Files under {@code /tmp}, {@code /var/tmp} and {@code /dev/shm} are scratch paper, and no effect worth comparing.
 */
public final class Redirections {
    private static final List<String> SCRATCH = List.of("/tmp/", "/var/tmp/", "/dev/shm/");
    private static final String EXPANDED = "$`*?[{~";

    private final String text;
    private final String cwd;
    private final List<Action> actions = new ArrayList<>();
    private int at;

    private Redirections(String text, String cwd) {
        this.text = text;
        this.cwd = cwd;
    }

    /**
     * @param typed the line as typed; may hold several lines
     * @param cwd the folder in which it was typed
     */
    public static List<Action> actions(String typed, String cwd) {
        Redirections redirections = new Redirections(typed, cwd);
        redirections.read();
        return List.copyOf(redirections.actions);
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                skipQuoted(c);
            } else if (c == '\\') {
                at += 2;
            } else if (c == '#' && (at == 0 || " \t\n;".indexOf(text.charAt(at - 1)) >= 0)) {
                skipTo("\n");
            } else if (text.startsWith("$((", at) || text.startsWith("((", at)) {
                skipTo("))");
            } else if (text.startsWith("[[ ", at)) {
                skipTo("]]");
            } else if (text.startsWith("<<<", at)) {
                at += 3;
            } else if (text.startsWith("<<", at)) {
                skipHereDocument();
            } else if (text.startsWith("<(", at) || text.startsWith(">(", at) || text.startsWith("<>", at)) {
                at += 2;
            } else if (c == '>') {
                redirection();
            } else {
                at++;
            }
        }
    }

    private void redirection() {
        boolean append = text.startsWith(">>", at);
        at += append ? 2 : 1;
        boolean both = at < text.length() && text.charAt(at) == '&';
        if (at < text.length() && (text.charAt(at) == '|' || both)) {
            at++;
        }
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        StringBuilder target = new StringBuilder();
        boolean plain = true;
        while (at < text.length() && " \t\n;&|<>()".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                int from = at + 1;
                skipQuoted(c);
                String inside = text.substring(from, Math.max(from, at - 1));
                plain &= c == '\'' || inside.indexOf('$') < 0 && inside.indexOf('`') < 0;
                target.append(inside);
            } else if (c == '\\' && at + 1 < text.length()) {
                target.append(text.charAt(at + 1));
                at += 2;
            } else {
                plain &= EXPANDED.indexOf(c) < 0;
                target.append(c);
                at++;
            }
        }
        String file = target.toString();
        if (!file.isEmpty() && !(both && file.matches("\\d+|-"))) {
            add(file, plain, append);
        }
    }

    private void add(String file, boolean plain, boolean append) {
        boolean moved = !file.startsWith("/") && text.matches("(?s).*\\b(cd|pushd|popd)\\b.*");
        if (!plain || moved) {
            actions.add(Action.of(Effect.UNKNOWN, "write", "file:?", Map.of("target", file)));
            return;
        }
        String path = PathText.absolute(cwd, file);
        if (!Devices.swallow(path) && SCRATCH.stream().noneMatch(path::startsWith)) {
            actions.add(FileActions.write(path, append));
        }
    }

    private void skipQuoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipTo(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
    }

    /** The delimiter, and from the end of this line on all up to it; what follows on the line itself is still read. */
    private void skipHereDocument() {
        int line = text.indexOf('\n', at);
        String delimiter = text.substring(at + 2, line < 0 ? text.length() : line)
                .replaceFirst("^-?\\s*", "")
                .replaceFirst("(?s)[\\s;&|<>)].*", "")
                .replaceAll("['\"\\\\]", "");
        if (line < 0 || delimiter.isEmpty()) {
            at += 2;
            return;
        }
        String rest = text.substring(at + 2, line);
        new Redirections(rest, cwd).readInto(actions);
        java.util.regex.Matcher end = java.util.regex.Pattern.compile(
                        "(?m)^\\t*" + java.util.regex.Pattern.quote(delimiter) + "$")
                .matcher(text);
        at = end.find(line + 1) ? end.end() : text.length();
    }

    private void readInto(List<Action> others) {
        read();
        others.addAll(actions);
    }
}
