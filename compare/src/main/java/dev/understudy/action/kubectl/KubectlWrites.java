package dev.understudy.action.kubectl;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.action.JsonText;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.Normalisers;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Starter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The verbs of kubectl that change something. Each gives no answer, rather than a guess, for arguments it does not know. */
final class KubectlWrites {
    private KubectlWrites() {}

    static Optional<List<Action>> actions(KubectlCall kubectl) {
        return switch (kubectl.verb()) {
            case "scale" -> scale(kubectl);
            case "patch" -> patch(kubectl);
            case "delete" -> delete(kubectl);
            case "rollout restart" -> onEach(kubectl, object -> Action.of(Effect.WRITE, "restart", object));
            case "rollout pause" -> onEach(kubectl, object -> set(object, "/spec/paused", "true"));
            case "rollout resume" -> onEach(kubectl, object -> set(object, "/spec/paused", "false"));
            case "rollout undo" ->
                onEach(
                        kubectl,
                        object -> Action.of(
                                Effect.WRITE,
                                "undo",
                                object,
                                kubectl.flags()
                                        .value("to-revision")
                                        .map(revision -> Map.of("revision", revision))
                                        .orElse(Map.of())));
            case "cordon" -> onNodes(kubectl, node -> KubernetesActions.setSchedulable(node, false));
            case "uncordon" -> onNodes(kubectl, node -> KubernetesActions.setSchedulable(node, true));
            case "drain" -> onNodes(kubectl, node -> drain(kubectl, node));
            case "exec" -> exec(kubectl);
            case "label" -> KubectlFields.labels(kubectl, "labels");
            case "annotate" -> KubectlFields.labels(kubectl, "annotations");
            case "taint" -> KubectlFields.taint(kubectl);
            case "set image" -> KubectlFields.image(kubectl);
            case "set env" -> KubectlFields.env(kubectl);
            case "set resources" -> KubectlFields.resources(kubectl);
            case "set serviceaccount" -> KubectlFields.serviceAccount(kubectl);
            case "edit", "set selector", "set subject", "autoscale", "expose" -> unknownContent(kubectl);
            case "apply", "replace" -> manifests(kubectl, kubectl.on("prune") || kubectl.on("force"));
            case "create" -> kubectl.manifests().isEmpty() ? create(kubectl) : manifests(kubectl, false);
            case "run", "debug" -> run(kubectl);
            case "cp" -> copy(kubectl);
            default -> Optional.empty();
        };
    }

    static Action set(String object, String pointer, String json) {
        return KubernetesActions.update(object, Map.of(pointer, json));
    }

    /** One action for each object that the operands name; manifests as objects have an unknown content. */
    static Optional<List<Action>> onEach(KubectlCall kubectl, Function<String, Action> action) {
        return onEach(kubectl, kubectl.operands(), action);
    }

    static Optional<List<Action>> onEach(KubectlCall kubectl, List<String> names, Function<String, Action> action) {
        List<String> manifests = kubectl.manifests();
        if (!manifests.isEmpty()) {
            return Optional.of(manifests.stream().map(action).toList());
        }
        return kubectl.objects(names)
                .map(objects -> objects.stream().map(action).toList());
    }

    private static Optional<List<Action>> scale(KubectlCall kubectl) {
        Optional<String> replicas = kubectl.flags().value("replicas").filter(text -> text.matches("\\d{1,9}"));
        return replicas.flatMap(count -> onEach(kubectl, object -> {
            Map<String, String> fields = new TreeMap<>();
            fields.put("/spec/replicas", Integer.toString(Integer.parseInt(count)));
            kubectl.flags()
                    .value("current-replicas")
                    .filter(current -> !current.equals("-1"))
                    .ifPresent(current -> fields.put("if:/spec/replicas", current));
            return KubernetesActions.update(object, fields);
        }));
    }

    private static Optional<List<Action>> patch(KubectlCall kubectl) {
        String type = kubectl.flags().value("type").orElse("strategic");
        Optional<Map<String, String>> fields = kubectl.flags().value("p").flatMap(body -> PatchBody.fields(type, body));
        if (fields.isEmpty()) {
            return unknownContent(kubectl);
        }
        return onEach(
                kubectl,
                object -> PatchBody.isRestart(fields.get())
                        ? Action.of(Effect.WRITE, "restart", object)
                        : KubernetesActions.update(object, fields.get()));
    }

    private static Optional<List<Action>> delete(KubectlCall kubectl) {
        String propagation =
                switch (kubectl.flags().value("cascade").orElse("background").toLowerCase(Locale.ROOT)) {
                    case "orphan", "false" -> "Orphan";
                    case "foreground" -> "Foreground";
                    default -> "Background";
                };
        Optional<String> grace = kubectl.flags().value("grace-period").filter(text -> text.matches("\\d{1,9}"));
        @Nullable
        Integer seconds = grace.map(Integer::valueOf)
                .orElse(kubectl.on("now") ? Integer.valueOf(1) : kubectl.on("force") ? Integer.valueOf(0) : null);
        return onEach(kubectl, object -> KubernetesActions.delete(object, propagation, seconds));
    }

    private static Optional<List<Action>> onNodes(KubectlCall kubectl, Function<String, Action> action) {
        List<String> nodes = kubectl.flags().has("l") ? List.of("*") : kubectl.operands();
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(nodes.stream()
                        .map(node -> node.replaceFirst("^nodes?/", ""))
                        .map(action)
                        .toList());
    }

    private static Action drain(KubectlCall kubectl, String node) {
        return KubernetesActions.drain(
                node,
                kubectl.on("delete-emptydir-data"),
                kubectl.on("force"),
                kubectl.on("disable-eviction"),
                kubectl.flags()
                        .value("grace-period")
                        .filter(text -> text.matches("\\d{1,9}"))
                        .map(Integer::valueOf)
                        .orElse(null));
    }

    private static Optional<List<Action>> exec(KubectlCall kubectl) {
        List<String> operands = kubectl.operands();
        List<String> argv = new ArrayList<>(kubectl.behind());
        if (operands.isEmpty() || argv.isEmpty()) {
            return Optional.empty();
        }
        ProgramCall inner = new ProgramCall(argv, "/", Map.of());
        Effect effect = Normalisers.installed().actions(inner).stream()
                .map(Action::effect)
                .reduce(Effect.READ, Effect::and);
        // sh -c of one plain command is that command: nobody means the shell.
        Optional<ProgramCall> plain = inner.program().endsWith("sh")
                ? Starter.of(inner).flatMap(starter -> Optional.ofNullable(starter.inner()))
                : Optional.empty();
        String target = operands.get(0);
        String object = target.contains("/")
                ? kubectl.objects(List.of(target))
                        .map(objects -> objects.get(0))
                        .orElse(target)
                : kubectl.object("pods", target);
        return Optional.of(List.of(KubernetesActions.exec(
                object,
                kubectl.flags().value("c").orElse(null),
                plain.map(ProgramCall::argv).orElse(argv),
                effect)));
    }

    private static Optional<List<Action>> unknownContent(KubectlCall kubectl) {
        return onEach(
                kubectl,
                object -> Action.of(Effect.WRITE, "update", object, Map.of("content", Action.UNKNOWN_CONTENT)));
    }

    private static Optional<List<Action>> manifests(KubectlCall kubectl, boolean destructive) {
        Map<String, String> fields = new TreeMap<>(Map.of("content", Action.UNKNOWN_CONTENT));
        kubectl.flags().value("n").ifPresent(namespace -> fields.put("namespace", namespace));
        Effect effect = destructive ? Effect.DESTRUCTIVE : Effect.WRITE;
        List<String> manifests = kubectl.manifests();
        return manifests.isEmpty()
                ? Optional.empty()
                : Optional.of(manifests.stream()
                        .map(manifest -> Action.of(effect, kubectl.verb(), manifest, fields))
                        .toList());
    }

    private static Optional<List<Action>> create(KubectlCall kubectl) {
        List<String> operands = kubectl.operands();
        if (operands.size() < 2) {
            return Optional.empty();
        }
        String type = operands.get(0);
        // create secret generic NAME, create service clusterip NAME
        boolean twoWords = type.equals("secret") || type.equals("service") || type.equals("svc");
        if (twoWords && operands.size() < 3) {
            return Optional.empty();
        }
        String name = operands.get(twoWords ? 2 : 1);
        if (type.equals("token")) {
            return Optional.of(
                    List.of(Action.of(Effect.WRITE, "create", kubectl.object("serviceaccounts", name) + "/token")));
        }
        boolean told = ResourceTypes.installed()
                .find(type)
                .map(known -> known.resource().equals("namespaces")
                        || known.resource().equals("serviceaccounts"))
                .orElse(false);
        Map<String, String> fields = told
                ? Map.of()
                : type.startsWith("job") ? job(kubectl, name) : Map.of("content", Action.UNKNOWN_CONTENT);
        return Optional.of(List.of(Action.of(Effect.WRITE, "create", kubectl.object(type, name), fields)));
    }

    /** What kubectl makes of its arguments: a job from a CronJob, or one with a single container of its own name. */
    private static Map<String, String> job(KubectlCall kubectl, String name) {
        Optional<String> cronJob = kubectl.flags()
                .value("from")
                .filter(from -> from.matches("(cronjobs?|cj)(\\.batch|\\.v1\\.batch)?/[^/]+"))
                .map(from -> kubectl.object("cronjobs", from.substring(from.indexOf('/') + 1)));
        if (cronJob.isPresent()) {
            return Map.of("from", cronJob.get());
        }
        Optional<String> image = kubectl.flags().value("image");
        if (image.isEmpty()) {
            return Map.of("content", Action.UNKNOWN_CONTENT);
        }
        Map<String, String> fields = new TreeMap<>();
        String container = "/spec/template/spec/containers/" + name;
        fields.put("/spec/template/spec/restartPolicy", JsonText.of("Never"));
        fields.put(container + "/image", JsonText.of(image.get()));
        if (!kubectl.behind().isEmpty()) {
            fields.put(container + "/command", JsonText.array(kubectl.behind()));
        }
        return fields;
    }

    private static Optional<List<Action>> run(KubectlCall kubectl) {
        List<String> operands = kubectl.operands();
        if (operands.isEmpty()) {
            return Optional.empty();
        }
        boolean isRun = kubectl.verb().equals("run");
        Map<String, String> fields = new TreeMap<>(Map.of("content", Action.UNKNOWN_CONTENT));
        kubectl.flags().value("image").ifPresent(image -> fields.put("image", image));
        if (!kubectl.behind().isEmpty()) {
            fields.put("argv", JsonText.array(kubectl.behind()));
        }
        String target = operands.get(0);
        String object = target.contains("/")
                ? kubectl.objects(List.of(target))
                        .map(objects -> objects.get(0))
                        .orElse(target)
                : kubectl.object("pods", target);
        return Optional.of(List.of(Action.of(Effect.UNKNOWN, isRun ? "create" : "debug", object, fields)));
    }

    private static Optional<List<Action>> copy(KubectlCall kubectl) {
        if (kubectl.operands().size() != 2) {
            return Optional.empty();
        }
        String from = kubectl.operands().get(0);
        String to = kubectl.operands().get(1);
        String here = kubectl.call().cwd();
        if (!to.contains(":")) {
            return Optional.of(List.of(FileActions.write(PathText.absolute(here, to), false)));
        }
        int colon = to.indexOf(':');
        String pod = to.substring(0, colon);
        int slash = pod.indexOf('/');
        String object = slash < 0
                ? kubectl.object("pods", pod)
                : KubernetesActions.object("", "pods", pod.substring(0, slash), pod.substring(slash + 1));
        return Optional.of(List.of(Action.of(
                Effect.WRITE,
                "copy-into",
                object,
                Map.of("from", PathText.absolute(here, from), "to", to.substring(colon + 1)))));
    }
}
