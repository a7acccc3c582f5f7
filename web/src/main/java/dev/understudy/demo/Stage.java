package dev.understudy.demo;

import dev.understudy.run.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sandbox on disk: four database hosts, the server's files, and a home folder for the operators, so that nothing of the
 * person who runs the demo is touched.
 */
record Stage(Path folder, List<SandboxHost> hosts) {
    private static final List<String> HOSTS = List.of("db-1", "db-2", "db-3", "db-4");

    /** Makes all of it in an empty folder. */
    static Stage set(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/.bashrc"), """
                PS1='\\u@\\h $ '
                HISTFILE=~/.bash_history
                """);
        List<SandboxHost> hosts = HOSTS.stream().map(name -> host(folder, name)).toList();
        Stage stage = new Stage(folder, hosts);
        Files.writeString(stage.targetsFile(), stage.targets());
        Files.writeString(stage.policiesFile(), """
                # Enough for a demo of three runs, and for nothing else: one clean run may promote.
                workflows:
                  WalArchiveFullWorkflow: {rate: 90%, confidence: 80%, runs: 1, operators: 1}
                """);
        return stage;
    }

    private static SandboxHost host(Path folder, String name) {
        try {
            return SandboxHost.create(folder, name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the demo's host " + name + " cannot be made", e);
        }
    }

    SandboxHost host(int number) {
        return hosts.get(number);
    }

    Path targetsFile() {
        return folder.resolve("targets.yaml");
    }

    Path policiesFile() {
        return folder.resolve("policies.yaml");
    }

    Path database() {
        return folder.resolve("understudy.db");
    }

    private String targets() {
        return hosts.stream()
                .map(host -> new Target(host.name(), host.params()))
                .map(target -> "  " + target.name() + ":\n    params:\n"
                        + target.params().entrySet().stream()
                                .sorted(java.util.Map.Entry.comparingByKey())
                                .map(param -> "      " + param.getKey() + ": \"" + param.getValue() + "\"\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("", "targets:\n", ""));
    }
}
