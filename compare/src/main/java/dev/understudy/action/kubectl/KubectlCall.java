package dev.understudy.action.kubectl;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.EffectTable;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call of kubectl, taken apart.
 *
 * @param verb the words of the subcommand, joined by a blank: {@code rollout restart}
 * @param flags all options, by their long name
 * @param operands what is left in front of {@code --}
 * @param behind what stands behind {@code --}
 */
record KubectlCall(ProgramCall call, String verb, Options.Parsed flags, List<String> operands, List<String> behind) {
    private static final String COMMON =
            "accept-hosts: accept-paths: address: aggregation-rule: annotation: annotations:"
                    + " api-group: api-version: as: as-group: as-uid: audience: bound-object-kind: bound-object-name:"
                    + " bound-object-uid: cache-dir: cascade? categories: cert: certificate-authority: chunk-size: class:"
                    + " client-certificate: client-key: cluster: clusterip: clusterrole: context: copy-to: cpu:"
                    + " current-replicas: custom: default-backend: description: docker-email: docker-password: docker-server:"
                    + " docker-username: dry-run? duration: external-ip: external-name: field-manager: field-selector: for: from:"
                    + " from-env-file: from-file: from-literal: grace-period: group: hard: image: image-pull-policy: key: keys:"
                    + " kubeconfig: kuberc: limit-bytes: limits: load-balancer-ip: log-flush-frequency: max: max-log-requests:"
                    + " max-unavailable: memory: min: min-available: mount: name: namespaces: node-port: non-resource-url:"
                    + " output-directory: override-type: overrides: password: patch-file: pod-running-timeout: pod-selector: port:"
                    + " preemption-policy: profile: profile-output: protocol: prune-allowlist: replicas:"
                    + " request-timeout: requests: resource: resource-name: resource-version: restart: retries: revision: role:"
                    + " rule: schedule: scopes: serviceaccount: session-affinity: set-image: since: since-time:"
                    + " skip-wait-for-delete-timeout: sort-by: subresource: tail: target: target-port: tcp: template: timeout:"
                    + " tls-server-name: to-revision: token: type: types: user: username: validate? value: verb: verbs: vmodule:"
                    + " L,label-columns: k,kustomize: l,selector,labels: n,namespace: o,output: s,server: v: all all-containers"
                    + " all-pods allow-missing-template-keys append-hash arguments-only attach cached client command containers:"
                    + " create-annotation delete-emptydir-data disable-compression disable-eviction disable-filter expose force"
                    + " force-conflicts global-default ignore-daemonsets ignore-errors ignore-not-found insecure-skip-tls-verify"
                    + " insecure-skip-tls-verify-backend keep-annotations keep-init-containers keep-labels keep-liveness"
                    + " keep-readiness keep-startup leave-stdin-open list local match-server-version merge namespaced no-headers"
                    + " no-preserve now output-watch-events overwrite privileged prune R,recursive remove-extra-permissions"
                    + " remove-extra-subjects replace resolve rm same-node save-config server-print server-side share-processes"
                    + " show-capacity show-events show-kind show-labels show-managed-fields show-swap sum timestamps"
                    + " use-protocol-buffers wait warnings-as-errors watch-only windows-line-endings A,all-namespaces t,tty"
                    + " q,quiet e,env: record";
    private static final Options LOGS = Options.of(COMMON + " f,follow p,previous c,container: i,stdin w,watch prefix");
    private static final Options PATCH = Options.of(COMMON + " f,filename: p,patch: c,container: i,stdin w,watch");
    private static final Options SET = Options.of(COMMON + " f,filename: c,containers: prefix: i,stdin w,watch");
    private static final Options OTHERS =
            Options.of(COMMON + " f,filename: c,container: i,stdin,interactive w,watch raw: prefix: p");

    /** The call taken apart; empty where an option is not one of kubectl's. */
    static Optional<KubectlCall> of(ProgramCall call) {
        List<String> arguments = call.argv().subList(1, call.argv().size());
        int end = arguments.indexOf("--");
        List<String> front = end < 0 ? arguments : arguments.subList(0, end);
        List<String> behind = end < 0 ? List.of() : arguments.subList(end + 1, arguments.size());
        EffectTable table = EffectTable.installed();
        List<String> words = table.words("kubectl", front);
        String verb = words.isEmpty() ? "" : words.get(0);
        if (words.size() > 1 && table.subcommands("kubectl").containsKey(verb + " " + words.get(1))) {
            verb = verb + " " + words.get(1);
        }
        Options options = switch (verb) {
            case "logs" -> LOGS;
            case "patch" -> PATCH;
            default -> verb.startsWith("set ") ? SET : OTHERS;
        };
        String name = verb;
        return options.parse(front).map(flags -> {
            int used = name.isEmpty() ? 0 : name.split(" ").length;
            List<String> operands = flags.operands();
            return new KubectlCall(
                    call, name, flags, operands.subList(Math.min(used, operands.size()), operands.size()), behind);
        });
    }

    boolean on(String flag) {
        return flags.has(flag) && !flags.value(flag).orElse("").equals("false");
    }

    String namespace() {
        return flags.value("n").orElse("default");
    }

    /** Whether nothing is changed at the server. */
    boolean dryRun() {
        return flags.has("dry-run") && !flags.value("dry-run").orElse("").equals("none") || on("local");
    }

    /** The files of {@code -f} and {@code -k}, as objects {@code manifest:PATH}. */
    List<String> manifests() {
        List<String> manifests = new ArrayList<>();
        for (String values : flags.values("f")) {
            for (String file : values.split(",")) {
                boolean here = !file.equals("-") && !file.contains("://");
                manifests.add("manifest:" + (here ? PathText.absolute(call.cwd(), file) : file));
            }
        }
        flags.value("k").ifPresent(folder -> manifests.add("manifest:" + PathText.absolute(call.cwd(), folder)));
        return manifests;
    }

    /** The objects that {@code TYPE NAME…}, {@code TYPE/NAME…} and {@code -l} name; empty where that is not understood. */
    Optional<List<String>> objects(List<String> names) {
        List<String> objects = new ArrayList<>();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (names.get(0).contains("/")) {
            for (String name : names) {
                int slash = name.indexOf('/');
                if (slash <= 0 || slash == name.length() - 1) {
                    return Optional.empty();
                }
                objects.add(object(name.substring(0, slash), name.substring(slash + 1)));
            }
            return Optional.of(objects);
        }
        List<String> rest = names.subList(1, names.size());
        if (rest.isEmpty() && (flags.has("l") || flags.has("field-selector") || on("all"))) {
            rest = List.of("*");
        }
        for (String type : names.get(0).split(",")) {
            for (String name : rest) {
                objects.add(object(type, name));
            }
        }
        return objects.isEmpty() ? Optional.empty() : Optional.of(objects);
    }

    /** @param type as typed; one that is not known is taken as it is, in the group {@code ?} */
    String object(String type, String name) {
        ResourceTypes.Type known = ResourceTypes.installed()
                .find(type)
                .orElse(new ResourceTypes.Type("?", type.toLowerCase(java.util.Locale.ROOT), true));
        @Nullable String namespace = known.namespaced() ? (on("A") && name.equals("*") ? "*" : namespace()) : null;
        String object = KubernetesActions.object(known.group(), known.resource(), namespace, name);
        Optional<String> subresource = flags.value("subresource");
        return subresource.isPresent() && !subresource.get().equals("scale")
                ? object + "/" + subresource.get()
                : object;
    }

    /** The action with what says where, and on which of many objects, it is done. */
    Action placed(Action action) {
        Map<String, String> fields = new TreeMap<>(action.fields());
        for (String flag : List.of("context", "cluster", "kubeconfig", "field-selector")) {
            flags.value(flag).ifPresent(value -> fields.put(flag, value));
        }
        flags.value("s").ifPresent(server -> fields.put("server", server));
        flags.value("l").ifPresent(selector -> fields.put("selector", selector));
        return Action.of(action.effect(), action.operation(), action.object(), fields);
    }
}
