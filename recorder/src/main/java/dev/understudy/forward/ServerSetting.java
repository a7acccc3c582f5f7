package dev.understudy.forward;

import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where the address of the server and the recorder's token come from. */
public final class ServerSetting {
    private ServerSetting() {}

    /**
     * The server that {@code option} names, else the variable {@code UNDERSTUDY_SERVER}, else the file
     * {@code ${XDG_CONFIG_HOME:-~/.config}/understudy/config.properties} ({@code server=…}, {@code token=…}), which the other
     * commands read as well; null where none of them does. The token is that of {@code UNDERSTUDY_TOKEN}, else of the file, if the file means the same server.
     *
     * @throws IllegalArgumentException where an address is none, or the file cannot be understood; fit for an operator
     */
    public static @Nullable Server find(@Nullable String option, Map<String, String> environment) throws IOException {
        Path file = Redactor.configFolder(environment).resolve("config.properties");
        Properties setting = read(file);
        String fileUrl = setting.getProperty("server", "").strip();
        String variable = environment.getOrDefault("UNDERSTUDY_SERVER", "");
        String url = option != null ? option : variable.isBlank() ? fileUrl : variable;
        if (url.isBlank()) {
            return null;
        }
        String token = environment.getOrDefault("UNDERSTUDY_TOKEN", "");
        if (token.isBlank() && url.equals(fileUrl)) {
            token = setting.getProperty("token", "").strip();
        }
        return new Server(address(url), token.isBlank() ? null : token);
    }

    private static URI address(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the server's address is \"" + url
                    + "\", which is no address; give one as in --server http://localhost:8080");
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IllegalArgumentException e) {
                // The parser's own message may quote the text, which holds the token.
                throw new IllegalArgumentException(
                        file + " cannot be understood; lines such as server=http://localhost:7117 are expected");
            }
        }
        return properties;
    }
}
