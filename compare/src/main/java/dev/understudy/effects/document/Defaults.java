package dev.understudy.effects.document;

import dev.understudy.action.JsonText;
import dev.understudy.effects.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server fills in where a manifest says nothing. Data: {@code defaults.txt} beside this package and
 * {@code META-INF/understudy/kubernetes-defaults.txt} of the class path. Thread-safe.
 */
final class Defaults {
    private static final Defaults INSTALLED = new Defaults(Tables.lines("defaults.txt", "kubernetes-defaults.txt"));

    /** Where in an object the specification of its pods is. */
    private static final Map<String, String> PODS = Map.of(
            "/pods", "/spec",
            "/replicationcontrollers", "/spec/template/spec",
            "apps/daemonsets", "/spec/template/spec",
            "apps/deployments", "/spec/template/spec",
            "apps/replicasets", "/spec/template/spec",
            "apps/statefulsets", "/spec/template/spec",
            "batch/jobs", "/spec/template/spec",
            "batch/cronjobs", "/spec/jobTemplate/spec/template/spec");

    private static final Map<String, String> JOBS =
            Map.of("batch/jobs", "/spec", "batch/cronjobs", "/spec/jobTemplate/spec");

    private final List<Rule> rules = new ArrayList<>();

    Defaults(List<Tables.Line> lines) {
        for (Tables.Line line : lines) {
            if (line.words().size() != 3 || !line.words().get(1).startsWith("/")) {
                throw line.wrong("write RESOURCE POINTER VALUE");
            }
            rules.add(new Rule(
                    line.words().get(0),
                    List.of(line.words().get(1).substring(1).split("/")),
                    line.words().get(2)));
        }
    }

    static Defaults installed() {
        return INSTALLED;
    }

    /**
     * @param resource GROUP/RESOURCE
     * @param value as JSON, in the form of {@link JsonText}
     */
    boolean is(String resource, String pointer, String value) {
        return rules.stream().anyMatch(rule -> rule.value().equals(value) && rule.speaksOf(resource, pointer));
    }

    private record Rule(String resource, List<String> parts, String value) {
        boolean speaksOf(String of, String pointer) {
            String root = root(of);
            if (root == null || !pointer.startsWith(root + "/")) {
                return false;
            }
            String[] found = pointer.substring(root.length() + 1).split("/", -1);
            if (found.length != parts.size()) {
                return false;
            }
            for (int i = 0; i < found.length; i++) {
                if (!parts.get(i).equals("*") && !parts.get(i).equals(found[i])) {
                    return false;
                }
            }
            return true;
        }

        private @Nullable String root(String of) {
            return switch (resource) {
                case "pod" -> PODS.get(of);
                case "job" -> JOBS.get(of);
                default -> resource.equals(of) ? "" : null;
            };
        }
    }
}
