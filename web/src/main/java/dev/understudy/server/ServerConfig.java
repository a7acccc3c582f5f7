package dev.understudy.server;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param host the address to listen on; anything but loopback needs {@code people}
 * @param port 0 takes any free one
 * @param database the SQLite file; made where there is none
 * @param temporal {@code host:port} of a Temporal server; empty for the one that Temporal's environment configuration names;
 *     null for an embedded one
 * @param targets the targets file; null for none but what runs bring
 * @param people the people file; null takes names at their word
 * @param policies the promotion policies; null for the default ones
 * @param runbooks a folder of further runbooks; null for the shipped ones alone
 * @param allowedHosts further names by which browsers may reach the server, as behind a reverse proxy
 */
public record ServerConfig(
        String host,
        int port,
        Path database,
        @Nullable String temporal,
        @Nullable Path targets,
        @Nullable Path people,
        @Nullable Path policies,
        @Nullable Path runbooks,
        List<String> allowedHosts) {
    /** Where the server listens and the command line looks for it, unless told otherwise. */
    public static final int PORT = 7117;

    public ServerConfig {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Loopback, the usual port, an embedded Temporal, no files but the database. */
    public static ServerConfig local(Path database) {
        return new ServerConfig("127.0.0.1", PORT, database, null, null, null, null, null, List.of());
    }

    public ServerConfig withPort(int newPort) {
        return new ServerConfig(host, newPort, database, temporal, targets, people, policies, runbooks, allowedHosts);
    }

    public ServerConfig withHost(String newHost) {
        return new ServerConfig(newHost, port, database, temporal, targets, people, policies, runbooks, allowedHosts);
    }

    public ServerConfig withTemporal(@Nullable String address) {
        return new ServerConfig(host, port, database, address, targets, people, policies, runbooks, allowedHosts);
    }

    public ServerConfig withTargets(@Nullable Path file) {
        return new ServerConfig(host, port, database, temporal, file, people, policies, runbooks, allowedHosts);
    }

    public ServerConfig withPeople(@Nullable Path file) {
        return new ServerConfig(host, port, database, temporal, targets, file, policies, runbooks, allowedHosts);
    }

    public ServerConfig withPolicies(@Nullable Path file) {
        return new ServerConfig(host, port, database, temporal, targets, people, file, runbooks, allowedHosts);
    }

    public ServerConfig withRunbooks(@Nullable Path folder) {
        return new ServerConfig(host, port, database, temporal, targets, people, policies, folder, allowedHosts);
    }

    public ServerConfig withAllowedHosts(List<String> names) {
        return new ServerConfig(host, port, database, temporal, targets, people, policies, runbooks, names);
    }
}
