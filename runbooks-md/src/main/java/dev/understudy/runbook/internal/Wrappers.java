package dev.understudy.runbook.internal;

import java.util.List;
import java.util.Set;

/** Programs that only start another: what they start is what was meant. */
final class Wrappers {
    private static final Set<String> PLAIN =
            Set.of("sudo", "doas", "time", "nohup", "command", "exec", "env", "nice", "ionice");

    private Wrappers() {}

    /** The words from the started program on, its folder dropped where it is one of the system's. */
    static List<SimpleCommand.Word> strip(List<SimpleCommand.Word> words) {
        int at = 0;
        boolean wrapped = false;
        while (at < words.size() - 1) {
            String word = words.get(at).value();
            if (PLAIN.contains(word)) {
                wrapped = true;
            } else if (!(wrapped && (word.matches("-[A-Za-z]+|--[\\w-]+") || word.matches("[A-Za-z_]\\w*=.*")))) {
                break;
            }
            at++;
        }
        List<SimpleCommand.Word> rest = new java.util.ArrayList<>(words.subList(at, words.size()));
        if (!rest.isEmpty()) {
            String program = rest.get(0).value().replaceFirst("^/(?:usr/(?:local/)?)?s?bin/", "");
            rest.set(0, new SimpleCommand.Word(program, rest.get(0).glob()));
        }
        return rest;
    }
}
