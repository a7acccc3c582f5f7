package dev.understudy.effects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.JsonText;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import dev.understudy.effects.document.Change;
import dev.understudy.effects.document.DesiredFields;
import dev.understudy.recording.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Effects as actions: what was done, in the vocabulary of what is predicted. Pure. */
public final class EffectActions {
    private static final Pattern CRON_JOB = Pattern.compile("\"kind\":\"CronJob\",\"name\":\"([^\"]+)\"");
    private static final String INSTANTIATE = "/metadata/annotations/cronjob.kubernetes.io~1instantiate";

    private EffectActions() {}

    /** In the words of {@link KubernetesActions}. */
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
        return JsonText.of(change.to());
    }

    private static Action create(CanonicalEffect effect, String object) {
        return Action.of(Effect.WRITE, "create", object, made(effect));
    }

    /** What was made: from which CronJob, else the fields that a manifest of it needs. */
    private static Map<String, String> made(CanonicalEffect effect) {
        ClusterObject object = effect.object();
        Matcher owner = CRON_JOB.matcher(effect.rewritten().getOrDefault("/metadata/ownerReferences", ""));
        if (object.resource().equals("jobs") && effect.rewritten().containsKey(INSTANTIATE) && owner.find()) {
            return Map.of("from", KubernetesActions.object("batch", "cronjobs", object.namespace(), owner.group(1)));
        }
        return effect.value() == null || !effect.doubts().isEmpty()
                ? Map.of("content", Action.UNKNOWN_CONTENT)
                : DesiredFields.withoutDefaults(
                        object.group(),
                        object.resource(),
                        DesiredFields.of(
                                object.group(),
                                object.resource(),
                                effect.value().node()));
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
        try {
            EventJson.mapper()
                    .readTree(effect.options().getOrDefault("argv", "[]"))
                    .forEach(word -> argv.add(word.asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments of an exec are no JSON: " + effect, e);
        }
        Effect inside = argv.isEmpty()
                ? Effect.UNKNOWN
                : Normalisers.installed().actions(new ProgramCall(argv, "/", Map.of())).stream()
                        .map(Action::effect)
                        .reduce(Effect.READ, Effect::and);
        return Action.of(inside, "exec", object, effect.options());
    }
}
