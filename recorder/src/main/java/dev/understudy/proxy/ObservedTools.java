package dev.understudy.proxy;

import dev.understudy.kubeconfig.SessionKubeconfig;
import dev.understudy.redaction.Redactor;
import dev.understudy.trace.JournalEntry;
import dev.understudy.trace.JournalParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a command that is observed finds around itself: the kubeconfig that leads through the proxy, and on its PATH the same
 * stand-ins for kubectl and its kin as in a recorder shell, which tell when one of them goes around the proxy.
 */
final class ObservedTools implements AutoCloseable {
    private static final List<String> CLIENTS = List.of("kubectl", "oc", "helm", "k9s");

    private final Path folder;
    private final String nonce = UUID.randomUUID().toString();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private ObservedTools(Path folder) {
        this.folder = folder;
    }

    /** @param shell the folder of the recorder's shell parts; null where it is not known: then nothing is told */
    static ObservedTools open(SessionKubeconfig session, @Nullable Path shell, String path) throws IOException {
        ObservedTools tools = new ObservedTools(Files.createTempDirectory("understudy-observe-"));
        Path kube = Files.createDirectory(tools.folder.resolve("kube"));
        new SessionFiles(kube).open(session, ProcessHandle.current().pid());
        // Behind the stand-ins' own files, for the contexts: as the operator's kubeconfig is in a recorder shell.
        Path contexts = Files.writeString(tools.folder.resolve("contexts"), session.whole());
        Files.writeString(kube.resolve("own"), contexts + "\n");
        tools.environment.put("KUBECONFIG", kube.resolve("config") + ":" + contexts);
        if (shell != null && Files.isReadable(shell.resolve("shim.sh"))) {
            tools.stand(shell, path);
        }
        return tools;
    }

    /** To be set for the command. */
    Map<String, String> environment() {
        return environment;
    }

    private void stand(Path shell, String path) throws IOException {
        Path journal = Files.createFile(folder.resolve("journal"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.writeString(folder.resolve("secrets"), nonce + "\n");
        Path perl = program("perl", path);
        Files.writeString(
                folder.resolve("shim"),
                "#!/bin/sh\nnonce=" + nonce + " runtime='" + folder + "' shims='" + bin + "' perl='"
                        + (perl == null ? "" : perl) + "'\n" + Files.readString(shell.resolve("shim.sh")));
        Files.setPosixFilePermissions(folder.resolve("shim"), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(
                folder.resolve("shim.pl"),
                "BEGIN { @main::session = (q\001" + nonce + "\001, q\001" + journal + "\001) }\n"
                        + Files.readString(shell.resolve("shim.pl")));
        for (String client : CLIENTS) {
            if (program(client, path) != null) {
                Files.createSymbolicLink(bin.resolve(client), folder.resolve("shim"));
            }
        }
        environment.put("PATH", bin + ":" + path);
    }

    /** Null where the PATH has none. */
    static @Nullable Path program(String name, String path) {
        return Stream.of(path.split(":"))
                .map(dir -> Path.of(dir.isEmpty() ? "." : dir, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElse(null);
    }

    /** What may have been done and was not seen, one line each, redacted. To be asked once the command has ended. */
    List<String> unseen(Redactor redactor) throws IOException {
        Path journal = folder.resolve("journal");
        if (!Files.exists(journal)) {
            return List.of();
        }
        Map<Long, String> around = new LinkedHashMap<>();
        Map<Long, List<String>> started = new LinkedHashMap<>();
        byte[] told = Files.readAllBytes(journal);
        new JournalParser(nonce, entry -> {
                    if (entry instanceof JournalEntry.Told word && word.word().equals("around")) {
                        String[] parts = word.text().split(" ", 2);
                        around.put(Long.valueOf(parts[0]), parts[1]);
                    } else if (entry instanceof JournalEntry.ToolStarted tool) {
                        started.put(tool.pid(), tool.argv());
                    }
                })
                .feed(told, 0, told.length);
        List<String> unseen = new ArrayList<>();
        around.forEach((pid, why) -> {
            String line = AroundProxy.unseen(started.getOrDefault(pid, List.of()), why);
            if (line != null) {
                unseen.add(redactor.redact(line));
            }
        });
        return unseen;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
