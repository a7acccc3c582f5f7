package dev.understudy.run;

import dev.understudy.settings.Setting;
import dev.understudy.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads the targets that a server knows:
 *
 * <pre>{@code
 * targets:
 *   payments-eu:
 *     params: {cluster: eu-1, namespace: payments}
 * clusters:
 *   eu-1: /etc/understudy/eu-1.kubeconfig
 * }</pre>
 */
public final class TargetsFile {
    private TargetsFile() {}

    /**
     * @return the targets in the file's order; a relative kubeconfig path counts from the file's folder
     * @throws SettingsException where the file is not as it should be, with line and field
     */
    public static Targets read(Path file) {
        Map<String, Setting> root = Setting.of(file).fields(Set.of("targets", "clusters"));
        Map<String, Target> targets = new LinkedHashMap<>();
        Map<String, String> kubeconfigs = new LinkedHashMap<>();
        if (root.containsKey("targets")) {
            root.get("targets").fields().forEach((name, setting) -> targets.put(name, target(name, setting)));
        }
        if (root.containsKey("clusters")) {
            Path folder = file.toAbsolutePath().normalize().getParent();
            root.get("clusters").fields().forEach((name, setting) -> {
                Path path = Path.of(setting.text());
                kubeconfigs.put(
                        name,
                        folder == null ? path.toString() : folder.resolve(path).toString());
            });
        }
        return new Targets(targets, kubeconfigs);
    }

    private static Target target(String name, Setting setting) {
        if (name.isBlank()) {
            throw setting.problem("a target needs a name");
        }
        Map<String, String> params = new LinkedHashMap<>();
        Setting given = setting.fields(Set.of("params")).get("params");
        if (given != null) {
            given.fields().forEach((param, value) -> params.put(param, value.text()));
        }
        return new Target(name, params);
    }
}
