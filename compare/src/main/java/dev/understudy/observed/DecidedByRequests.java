package dev.understudy.observed;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.ProgramCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectActions;
import dev.understudy.effects.EffectReader;
import dev.understudy.effects.Standing;
import dev.understudy.recording.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an invocation did to clusters by the requests that it made; its arguments only explain them. */
final class DecidedByRequests {
    /** Programs that do nothing worth comparing but by requests. */
    private static final Set<String> CLIENTS = Set.of("kubectl", "oc", "helm", "k9s", "kubecolor");

    private DecidedByRequests() {}

    /**
     * The actions of the requests in place of those that the arguments tell of clusters. Where the requests changed nothing,
     * because nothing was left to change, or the server refused, or it was a dry run, the arguments say what was tried: then
     * empty.
     */
    static Optional<List<Told>> actions(ProgramCall call, List<Action> byArguments, List<Request> requests) {
        if (requests.isEmpty()) {
            return Optional.empty();
        }
        List<Request> inOrder = new ArrayList<>(requests);
        inOrder.sort(Comparator.comparingLong(Request::number));
        List<CanonicalEffect> effects = EffectReader.installed().effects(inOrder).stream()
                .filter(effect -> effect.standing() == Standing.EFFECT)
                .toList();
        // A drain is one act to people and workflows; which pods it finds on the node is no choice of theirs.
        boolean drains =
                byArguments.stream().anyMatch(action -> action.operation().equals("drain"));
        if (effects.isEmpty() || drains && effects.stream().allMatch(DecidedByRequests::belongsToDrain)) {
            return Optional.empty();
        }
        Map<Long, Request> byNumber = new HashMap<>();
        inOrder.forEach(request -> byNumber.put(request.number(), request));
        List<Told> decided = new ArrayList<>();
        for (CanonicalEffect effect : effects) {
            Request request = byNumber.get(effect.request());
            decided.add(new Told(
                    explained(EffectActions.action(effect), byArguments), request == null ? null : request.after()));
        }
        byArguments.stream()
                .filter(action -> !isAboutClusters(action) && !isOnlyTheProgram(call, action))
                .forEach(action -> decided.add(new Told(action, null)));
        return Optional.of(decided);
    }

    /** What a request did that no program is known to have made. */
    static List<Told> actions(Request request) {
        return EffectReader.installed().effects(request).stream()
                .filter(effect -> effect.standing() == Standing.EFFECT)
                .map(effect -> new Told(EffectActions.action(effect), request.after()))
                .toList();
    }

    /** Whether the program does what it does by requests to clusters. */
    static boolean isClient(ProgramCall call) {
        return CLIENTS.contains(call.program());
    }

    private static boolean belongsToDrain(CanonicalEffect effect) {
        return effect.operation().equals("evict")
                || effect.operation().equals("delete")
                        && effect.object().resource().equals("pods")
                || effect.changes().containsKey("/spec/unschedulable");
    }

    /** With what only the arguments tell: which context was named, and that no container was. */
    private static Action explained(Action action, List<Action> byArguments) {
        Map<String, String> fields = new TreeMap<>(action.fields());
        List<Action> clusters =
                byArguments.stream().filter(DecidedByRequests::isAboutClusters).toList();
        for (String name : List.of("context", "host")) {
            List<String> values = clusters.stream()
                    .map(one -> one.fields().getOrDefault(name, ""))
                    .distinct()
                    .toList();
            if (values.size() == 1 && !values.get(0).isEmpty()) {
                fields.put(name, values.get(0));
            }
        }
        boolean containerNamed = clusters.stream()
                .anyMatch(one -> one.operation().equals("exec") && one.fields().containsKey("container"));
        if (action.operation().equals("exec") && !clusters.isEmpty() && !containerNamed) {
            fields.remove("container");
        }
        return fields.equals(action.fields())
                ? action
                : Action.of(action.effect(), action.operation(), action.object(), fields);
    }

    private static boolean isAboutClusters(Action action) {
        return action.object().startsWith("kubernetes:") || action.object().startsWith("manifest:");
    }

    private static boolean isOnlyTheProgram(ProgramCall call, Action action) {
        return isClient(call)
                && (action.effect() == Effect.UNKNOWN || action.object().startsWith("program:"));
    }
}
