package dev.understudy.action.kubectl;

import dev.understudy.action.Action;
import dev.understudy.action.JsonText;
import dev.understudy.action.KubernetesActions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The verbs of kubectl that set single fields: label, annotate, taint, set image, set env, set resources. */
final class KubectlFields {
    private static final String CONTAINERS = "/spec/template/spec/containers/";

    private KubectlFields() {}

    static Optional<List<Action>> labels(KubectlCall kubectl, String kind) {
        return settings(kubectl, (key, value, fields) -> {
            fields.put("/metadata/" + kind + "/" + JsonText.pointerPart(key), value);
            return true;
        });
    }

    static Optional<List<Action>> taint(KubectlCall kubectl) {
        // node NAME key=value:Effect, key:Effect-
        List<String> names = new ArrayList<>();
        Map<String, String> fields = new TreeMap<>();
        for (String operand : kubectl.operands()) {
            if (operand.matches("[^:=]+(=[^:]*)?:[A-Za-z]+") || operand.matches("[^:=]+(=[^:]*)?(:[A-Za-z]+)?-")) {
                boolean removed = operand.endsWith("-");
                String taint = removed ? operand.substring(0, operand.length() - 1) : operand;
                int colon = taint.lastIndexOf(':');
                int equals = taint.indexOf('=');
                String effect = colon < 0 ? "" : taint.substring(colon);
                String keyValue = colon < 0 ? taint : taint.substring(0, colon);
                String key = equals < 0 ? keyValue : keyValue.substring(0, equals);
                String value = equals < 0 ? "" : keyValue.substring(equals + 1);
                fields.put("/spec/taints/" + JsonText.pointerPart(key + effect), removed ? "null" : JsonText.of(value));
            } else {
                names.add(operand);
            }
        }
        return fields.isEmpty()
                ? Optional.empty()
                : KubectlWrites.onEach(kubectl, names, object -> KubernetesActions.update(object, fields));
    }

    static Optional<List<Action>> image(KubectlCall kubectl) {
        return settings(kubectl, (container, image, fields) -> {
            fields.put(CONTAINERS + JsonText.pointerPart(container) + "/image", image);
            return true;
        });
    }

    static Optional<List<Action>> env(KubectlCall kubectl) {
        if (kubectl.flags().has("from") || kubectl.on("list") || kubectl.flags().has("e")) {
            return Optional.empty();
        }
        String container = kubectl.flags().value("c").orElse("*");
        return settings(kubectl, (name, value, fields) -> {
            String at = CONTAINERS + JsonText.pointerPart(container) + "/env/" + JsonText.pointerPart(name);
            fields.put(value.equals("null") ? at : at + "/value", value);
            return true;
        });
    }

    static Optional<List<Action>> resources(KubectlCall kubectl) {
        String container = kubectl.flags().value("c").orElse("*");
        Map<String, String> fields = new TreeMap<>();
        for (String kind : List.of("limits", "requests")) {
            for (String pair : kubectl.flags().value(kind).orElse("").split(",")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.put(
                            CONTAINERS + JsonText.pointerPart(container) + "/resources/" + kind + "/"
                                    + JsonText.pointerPart(pair.substring(0, equals)),
                            JsonText.of(pair.substring(equals + 1)));
                }
            }
        }
        return fields.isEmpty()
                ? Optional.empty()
                : KubectlWrites.onEach(kubectl, object -> KubernetesActions.update(object, fields));
    }

    static Optional<List<Action>> serviceAccount(KubectlCall kubectl) {
        List<String> operands = kubectl.operands();
        if (operands.size() < 2) {
            return Optional.empty();
        }
        String account = operands.get(operands.size() - 1);
        return KubectlWrites.onEach(
                kubectl,
                operands.subList(0, operands.size() - 1),
                object -> KubectlWrites.set(object, "/spec/template/spec/serviceAccountName", JsonText.of(account)));
    }

    /** Splits operands into names and {@code KEY=VALUE} or {@code KEY-}, which removes. */
    private static Optional<List<Action>> settings(KubectlCall kubectl, Setting setting) {
        List<String> names = new ArrayList<>();
        Map<String, String> fields = new TreeMap<>();
        boolean understood = true;
        for (String operand : kubectl.operands()) {
            int equals = operand.indexOf('=');
            if (equals > 0) {
                understood &=
                        setting.add(operand.substring(0, equals), JsonText.of(operand.substring(equals + 1)), fields);
            } else if (operand.endsWith("-") && !names.isEmpty()) {
                understood &= setting.add(operand.substring(0, operand.length() - 1), "null", fields);
            } else {
                names.add(operand);
            }
        }
        return !understood || fields.isEmpty()
                ? Optional.empty()
                : KubectlWrites.onEach(kubectl, names, object -> KubernetesActions.update(object, fields));
    }

    private interface Setting {
        boolean add(String key, String json, Map<String, String> fields);
    }
}
