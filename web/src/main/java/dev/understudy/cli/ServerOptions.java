package dev.understudy.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server is, and who asks: for all subcommands that talk to one. */
final class ServerOptions {
    static final String DEFAULT = "http://127.0.0.1:7117/";

    @Option(
            names = "--server",
            paramLabel = "URI",
            description = "default: UNDERSTUDY_SERVER, else 'server' in ~/.config/understudy/config.properties, else "
                    + DEFAULT)
    @Nullable
    String server;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description =
                    "who you are, where the server takes names at their word (default: UNDERSTUDY_PERSON, else your"
                            + " login)")
    @Nullable
    String person;

    Client client() {
        Settings settings = Settings.read(System.getenv());
        String at = server != null ? server : settings.find("server").orElse(DEFAULT);
        URI uri;
        try {
            uri = URI.create(at.endsWith("/") ? at : at + "/");
        } catch (IllegalArgumentException e) {
            throw new CliFailure(ExitCode.USAGE, "--server " + at + " is no address such as " + DEFAULT);
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new CliFailure(ExitCode.USAGE, "--server " + at + " is no address such as " + DEFAULT);
        }
        return new Client(uri, name(), settings.find("token").orElse(null));
    }

    /** Who asks, as this machine knows it. */
    String name() {
        return person != null
                ? person
                : Settings.read(System.getenv()).find("person").orElse(System.getProperty("user.name", "someone"));
    }
}
