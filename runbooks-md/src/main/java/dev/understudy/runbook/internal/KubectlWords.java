package dev.understudy.runbook.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes kubectl's shorthands out, so that the same call is the same words however it was typed. */
final class KubectlWords {
    private static final Set<String> PROGRAMS = Set.of("kubectl", "oc", "k");
    private static final Map<String, String> FLAGS = Map.of(
            "-n",
            "--namespace",
            "-o",
            "--output",
            "-f",
            "--filename",
            "-l",
            "--selector",
            "-c",
            "--container",
            "-A",
            "--all-namespaces");
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("sts", "statefulset"),
            Map.entry("statefulsets", "statefulset"),
            Map.entry("statefulset.apps", "statefulset"),
            Map.entry("statefulsets.apps", "statefulset"),
            Map.entry("deploy", "deployment"),
            Map.entry("deployments", "deployment"),
            Map.entry("deployment.apps", "deployment"),
            Map.entry("ds", "daemonset"),
            Map.entry("daemonsets", "daemonset"),
            Map.entry("rs", "replicaset"),
            Map.entry("replicasets", "replicaset"),
            Map.entry("po", "pod"),
            Map.entry("pods", "pod"),
            Map.entry("svc", "service"),
            Map.entry("services", "service"),
            Map.entry("no", "node"),
            Map.entry("nodes", "node"),
            Map.entry("ns", "namespace"),
            Map.entry("namespaces", "namespace"),
            Map.entry("cm", "configmap"),
            Map.entry("configmaps", "configmap"),
            Map.entry("secrets", "secret"),
            Map.entry("pv", "persistentvolume"),
            Map.entry("persistentvolumes", "persistentvolume"),
            Map.entry("pvc", "persistentvolumeclaim"),
            Map.entry("persistentvolumeclaims", "persistentvolumeclaim"),
            Map.entry("sa", "serviceaccount"),
            Map.entry("ev", "event"),
            Map.entry("events", "event"));

    private KubectlWords() {}

    /** The words with flags and resource kinds in full and {@code kind/name} as two words; other programs' words as they are. */
    static List<SimpleCommand.Word> normal(List<SimpleCommand.Word> words) {
        if (words.isEmpty() || !PROGRAMS.contains(words.get(0).value())) {
            return words;
        }
        List<SimpleCommand.Word> normal = new ArrayList<>();
        boolean forwarded = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).value();
            boolean value = i > 0 && words.get(i - 1).value().matches("-\\w|--\\w[\\w-]*");
            if (i == 0) {
                normal.add(SimpleCommand.Word.literal(word.equals("k") ? "kubectl" : word));
            } else if (forwarded || word.equals("--")) {
                forwarded = true;
                normal.add(words.get(i));
            } else if (word.startsWith("-")) {
                flag(word, normal);
            } else if (value) {
                normal.add(words.get(i));
            } else {
                int slash = word.indexOf('/');
                String kind = slash < 0 ? word : word.substring(0, slash);
                boolean known = KINDS.containsKey(kind) || KINDS.containsValue(kind);
                normal.add(known ? SimpleCommand.Word.literal(KINDS.getOrDefault(kind, kind)) : words.get(i));
                if (known && slash >= 0) {
                    normal.add(SimpleCommand.Word.literal(word.substring(slash + 1)));
                }
            }
        }
        return normal;
    }

    private static void flag(String word, List<SimpleCommand.Word> normal) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String full = FLAGS.getOrDefault(name, name);
        normal.add(SimpleCommand.Word.literal(equals < 0 ? full : full + word.substring(equals)));
    }
}
