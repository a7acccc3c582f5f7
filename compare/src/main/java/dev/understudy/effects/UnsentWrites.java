package dev.understudy.effects;

import dev.understudy.action.program.EffectTable;
import dev.understudy.recording.Request;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Commands that are there to write and only read: an {@code apply} of what is so already, a {@code cordon} of a node that is
 * cordoned, a dry run within the client, a precondition that the client found unmet. They changed nothing, and are told apart
 * from those that only look.
 */
final class UnsentWrites {
    private UnsentWrites() {}

    static List<CanonicalEffect> of(List<Request> requests) {
        // By session, which is one run of kubectl: the last object that it read, until it writes.
        Map<String, ApiCall> reading = new LinkedHashMap<>();
        for (Request request : requests) {
            String command = request.kubectlCommand();
            if (command == null || request.kubectlSession() == null || !writes(command)) {
                continue;
            }
            ApiCall call = ApiCall.of(request, Schemas.NONE);
            if (!call.isRead()) {
                reading.put(request.kubectlSession(), call);
            } else if (call.path().resource() != null || !reading.containsKey(request.kubectlSession())) {
                reading.merge(request.kubectlSession(), call, (old, now) -> old.isRead() ? now : old);
            }
        }
        return reading.values().stream()
                .filter(ApiCall::isRead)
                .map(call -> call.effectOnObject(
                                Objects.requireNonNull(call.request().kubectlCommand())
                                        .replaceFirst("^kubectl ", ""))
                        .withStanding(Standing.NOOP))
                .toList();
    }

    /** @param command {@code kubectl rollout restart} */
    private static boolean writes(String command) {
        List<String> words = Arrays.asList(command.split(" "));
        return words.size() > 1
                && EffectTable.installed()
                        .entry("kubectl", words.subList(1, words.size()))
                        .map(UnsentWrites::writes)
                        .orElse(false);
    }

    private static boolean writes(EffectTable.Entry entry) {
        return switch (entry) {
            // A normaliser looks at the arguments of those verbs that can write.
            case WRITE, DESTRUCTIVE, ARGUMENTS -> true;
            case NONE, READ, UNKNOWN -> false;
        };
    }
}
