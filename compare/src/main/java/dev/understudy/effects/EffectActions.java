package dev.understudy.effects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.JsonText;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.kubectl.ResourceTypes;
import dev.understudy.effects.document.Change;
import dev.understudy.recording.EventJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Effects as actions and actions as effects: requests and predictions in one vocabulary. Pure. */
public final class EffectActions {
    private static final String SCHEME = "kubernetes:";

    private EffectActions() {}

    /** What was done, in the vocabulary of {@link KubernetesActions}. */
    public static Action action(CanonicalEffect effect) {
        String object = effect.object().text();
        return switch (effect.operation()) {
            case "update" -> KubernetesActions.update(object, fields(effect));
            case "restart" -> Action.of(Effect.WRITE, "restart", object);
            case "create" -> create(effect, object);
            case "delete" -> KubernetesActions.delete(object, propagation(effect), grace(effect));
            case "evict" -> Action.of(Effect.WRITE, "evict", object, effect.options());
            case "exec" -> exec(effect, object);
            // In the words of kubectl create token.
            case "token" -> Action.of(Effect.WRITE, "create", object);
            case "bind" -> Action.of(Effect.WRITE, "bind", object, effect.options());
            case "delete-collection" -> Action.of(Effect.DESTRUCTIVE, "delete-collection", object, effect.options());
            default -> Action.of(Effect.UNKNOWN, effect.operation(), object, effect.options());
        };
    }

    /**
     * What a predicted or planned action would do; empty where it is none on a Kubernetes object, or one that only stands for
     * others ({@code drain}).
     */
    public static Optional<CanonicalEffect> effect(Action action) {
        ClusterObject object = object(action.object());
        if (object == null || action.effect() == Effect.READ) {
            return Optional.empty();
        }
        CanonicalEffect plain = CanonicalEffect.of(action.operation(), object, 0);
        if (Action.UNKNOWN_CONTENT.equals(action.fields().get("content"))) {
            return Optional.of(plain.doubting(CanonicalEffect.UNKNOWN_CHANGES));
        }
        return switch (action.operation()) {
            case "update" -> Optional.of(update(plain, action.fields()));
            case "restart", "create" -> Optional.of(plain);
            case "evict", "bind", "delete-collection" -> Optional.of(withOptions(plain, action.fields()));
            case "delete" -> {
                CanonicalEffect delete = withOptions(plain, action.fields());
                yield Optional.of(
                        delete.options().containsKey("propagation")
                                ? delete
                                : delete.withOption("propagation", "Background"));
            }
            case "exec" -> Optional.of(withOptions(plain, action.fields()));
            default -> Optional.empty();
        };
    }

    private static CanonicalEffect withOptions(CanonicalEffect effect, Map<String, String> fields) {
        CanonicalEffect with = effect;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            with = with.withOption(field.getKey(), field.getValue());
        }
        return with;
    }

    private static CanonicalEffect update(CanonicalEffect plain, Map<String, String> fields) {
        SortedMap<String, Change> changes = new TreeMap<>();
        SortedMap<String, String> conditions = new TreeMap<>();
        fields.forEach((field, json) -> {
            if (field.startsWith("if:")) {
                conditions.put("test " + field.substring(3), json);
            } else if (field.startsWith("/")) {
                changes.put(field, new Change(null, json(json)));
            }
        });
        return plain.withChanges(changes).withGuard(conditions.isEmpty() ? Guard.NONE : new Guard(conditions, null));
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a field of an update is no JSON: " + text, e);
        }
    }

    private static Map<String, String> fields(CanonicalEffect effect) {
        Map<String, String> fields = new TreeMap<>();
        effect.changes().forEach((pointer, change) -> {
            boolean taint = pointer.matches("/spec/taints/[^/]+(/value)?")
                    && effect.object().resource().equals("nodes");
            String name = taint ? pointer.replaceFirst("/value$", "") : pointer;
            if (taint && change.to() != null && change.to().isObject()) {
                fields.put(name, "\"\""); // no value
            } else {
                fields.put(name, value(change));
            }
        });
        if (effect.doubts().contains(CanonicalEffect.UNKNOWN_CHANGES)) {
            fields.put("content", Action.UNKNOWN_CONTENT);
        }
        effect.guard().conditions().forEach((condition, value) -> {
            if (condition.startsWith("test /")) {
                fields.put("if:" + condition.substring("test ".length()), value);
            }
        });
        return fields;
    }

    /** A flag that is taken away is no longer set: the server leaves out what is false. */
    private static String value(Change change) {
        JsonNode from = change.from();
        if (change.to() == null) {
            return from != null && from.isBoolean() && from.booleanValue() ? "false" : "null";
        }
        return JsonText.of(
                change.to().isContainerNode()
                        ? EventJson.mapper().convertValue(change.to(), Object.class)
                        : change.to());
    }

    private static Action create(CanonicalEffect effect, String object) {
        boolean nothingMore = effect.object().resource().equals("namespaces")
                || effect.object().resource().equals("serviceaccounts");
        return Action.of(
                Effect.WRITE, "create", object, nothingMore ? Map.of() : Map.of("content", Action.UNKNOWN_CONTENT));
    }

    private static String propagation(CanonicalEffect effect) {
        return effect.options().getOrDefault("propagation", "Background");
    }

    private static @Nullable Integer grace(CanonicalEffect effect) {
        String seconds = effect.options().get("gracePeriodSeconds");
        return seconds != null && seconds.matches("\\d{1,9}") ? Integer.valueOf(seconds) : null;
    }

    private static Action exec(CanonicalEffect effect, String object) {
        List<String> argv = new ArrayList<>();
        json(effect.options().getOrDefault("argv", "[]")).forEach(word -> argv.add(word.asText()));
        Effect inside = argv.isEmpty()
                ? Effect.UNKNOWN
                : Normalisers.installed().actions(new ProgramCall(argv, "/", Map.of())).stream()
                        .map(Action::effect)
                        .reduce(Effect.READ, Effect::and);
        return Action.of(inside, "exec", object, effect.options());
    }

    /** Null where it is no object of a cluster. */
    private static @Nullable ClusterObject object(String text) {
        if (!text.startsWith(SCHEME)) {
            return null;
        }
        List<String> parts = Arrays.asList(text.substring(SCHEME.length()).split("/", -1));
        if (parts.size() < 3) {
            return null;
        }
        String group = parts.get(0);
        String resource = parts.get(1);
        boolean namespaced = ResourceTypes.installed()
                .find(group.isEmpty() ? resource : resource + "." + group)
                .map(ResourceTypes.Type::namespaced)
                .orElse(parts.size() > 3);
        int name = namespaced && parts.size() > 3 ? 3 : 2;
        String subresource = parts.size() > name + 1 ? String.join("/", parts.subList(name + 1, parts.size())) : null;
        return new ClusterObject(null, group, resource, name == 3 ? parts.get(2) : null, parts.get(name), subresource);
    }
}
