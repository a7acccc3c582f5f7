package dev.understudy.action.kubectl;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.Normaliser;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.EffectTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** kubectl, by its arguments. Which verbs there are, and which only read, is in the table of effects. */
public final class Kubectl implements Normaliser {
    @Override
    public boolean understands(String program) {
        return program.equals("kubectl") || program.equals("oc") || program.matches("kubectl-?v?1[.]\\d+([.]\\d+)?");
    }

    @Override
    public List<Action> actions(ProgramCall call) {
        if (call.argv().contains("--help") || call.argv().contains("-h")) {
            int end = call.argv().indexOf("--");
            if (end < 0 || call.argv().subList(0, end).stream().anyMatch(word -> word.equals("--help"))) {
                return List.of(ProgramActions.read(call));
            }
        }
        Optional<KubectlCall> given = KubectlCall.of(call);
        if (given.isEmpty()) {
            return List.of(ProgramActions.unknown(call));
        }
        KubectlCall kubectl = given.get();
        Optional<EffectTable.Entry> entry = entry(kubectl.verb());
        if (entry.isEmpty()) {
            // A plugin: any program that calls itself kubectl-SOMETHING.
            return List.of(ProgramActions.unknown(call));
        }
        if (entry.get().effect() == Effect.READ) {
            return reads(kubectl);
        }
        if (kubectl.dryRun()) {
            return List.of(ProgramActions.read(call));
        }
        if (entry.get() != EffectTable.Entry.ARGUMENTS) {
            return List.of(ProgramActions.run(entry.get().effect(), call.argv()));
        }
        return KubectlWrites.actions(kubectl)
                .map(actions -> actions.stream().map(kubectl::placed).toList())
                .orElseGet(() -> List.of(ProgramActions.unknown(call)));
    }

    private static Optional<EffectTable.Entry> entry(String verb) {
        EffectTable table = EffectTable.installed();
        return verb.isEmpty()
                ? table.entry("kubectl", List.of())
                : Optional.ofNullable(table.subcommands("kubectl").get(verb));
    }

    private static List<Action> reads(KubectlCall kubectl) {
        List<String> operands = kubectl.operands();
        boolean ofObjects = switch (kubectl.verb()) {
            case "get", "describe", "wait", "rollout status" -> !operands.isEmpty();
            default -> false;
        };
        if (!ofObjects) {
            return List.of(ProgramActions.read(kubectl.call()));
        }
        List<Action> actions = new ArrayList<>();
        if (operands.size() == 1 && !operands.get(0).contains("/")) {
            for (String type : operands.get(0).split(",")) {
                actions.add(KubernetesActions.read(kubectl.object(type, "*")));
            }
        } else {
            kubectl.objects(operands)
                    .ifPresent(objects -> objects.forEach(object -> actions.add(KubernetesActions.read(object))));
        }
        return actions.isEmpty()
                ? List.of(ProgramActions.read(kubectl.call()))
                : actions.stream().map(kubectl::placed).toList();
    }
}
