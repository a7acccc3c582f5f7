package dev.understudy.server;

import static org.awaitility.Awaitility.await;

import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A started server of a test, with hosts to work on. */
final class ServerFixture implements AutoCloseable {
    private final Path folder;
    private final UnderstudyServer server;

    private ServerFixture(Path folder, UnderstudyServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** Every host is a target. The policy asks for little, so that two runs are evidence enough. */
    static ServerFixture start(Path folder, List<String> hosts) throws IOException {
        StringBuilder targets = new StringBuilder("targets:\n");
        for (String name : hosts) {
            ArchiveHost host = ArchiveHost.create(folder, name);
            targets.append("  ").append(name).append(":\n    params:\n");
            host.params()
                    .forEach((param, value) -> targets.append("      ")
                            .append(param)
                            .append(": ")
                            .append(value)
                            .append('\n'));
        }
        Path targetsFile = Files.writeString(folder.resolve("targets.yaml"), targets);
        Path policies = Files.writeString(
                folder.resolve("policies.yaml"), "default: {rate: 90%, confidence: 50%, operators: 1}\n");
        return new ServerFixture(
                folder,
                UnderstudyServer.start(ServerConfig.local(folder.resolve("understudy.db"))
                        .withPort(0)
                        .withTargets(targetsFile)
                        .withPolicies(policies)));
    }

    UnderstudyServer server() {
        return server;
    }

    HttpCaller http() {
        return HttpCaller.at(server.uri());
    }

    OperatorAtWork operator(String name, String host, String run) {
        return new OperatorAtWork(http(), new ArchiveHost(host, folder.resolve(host)), name, run);
    }

    /** Waits until the run is compared. */
    void awaitReport(String run) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> new Runs(server.store()).find(run).orElseThrow().state() == RunState.CLOSED);
    }

    @Override
    public void close() {
        server.close();
    }
}
