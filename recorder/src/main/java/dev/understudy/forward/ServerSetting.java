package dev.understudy.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the address of the server and the recorder's token come from. */
public final class ServerSetting {
    private ServerSetting() {}

    /**
     * The server that {@code option} names, else the variable {@code UNDERSTUDY_SERVER}, else the file
     * {@code ${XDG_CONFIG_HOME:-~/.config}/understudy/server.json} ({@code {"url": …, "token": …}}); null where none of them
     * does. The token is that of {@code UNDERSTUDY_TOKEN}, else of the file, if the file means the same server.
     *
     * @throws IllegalArgumentException where an address is none, or the file cannot be understood; fit for an operator
     */
    public static @Nullable Server find(@Nullable String option, Map<String, String> environment) throws IOException {
        Path file = Redactor.configFolder(environment).resolve("server.json");
        JsonNode setting = read(file);
        String fileUrl = setting.path("url").asText("");
        String variable = environment.getOrDefault("UNDERSTUDY_SERVER", "");
        String url = option != null ? option : variable.isBlank() ? fileUrl : variable;
        if (url.isBlank()) {
            return null;
        }
        String token = environment.getOrDefault("UNDERSTUDY_TOKEN", "");
        if (token.isBlank() && url.equals(fileUrl)) {
            token = setting.path("token").asText("");
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

    private static JsonNode read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return EventJson.mapper().createObjectNode();
        }
        try {
            return EventJson.mapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the text, which holds the token.
            throw new IllegalArgumentException(file + " line " + e.getLocation().getLineNr()
                    + " is no JSON; {\"url\": \"http://localhost:8080\", \"token\": \"…\"} is expected");
        }
    }
}
