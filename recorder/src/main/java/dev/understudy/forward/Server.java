package dev.understudy.forward;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server that stores the events.
 *
 * @param base its address, such as {@code http://localhost:8080}, with or without a final slash
 * @param token what the recorder shows to be let in; null where the server asks for nothing
 */
public record Server(URI base, @Nullable String token) {
    public Server {
        if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
            throw new IllegalArgumentException("the server's address is " + base
                    + ", which is no http:// or https:// address; give one as in --server http://localhost:8080");
        }
    }

    /** Its address as text, without a final slash and without the token. */
    public String address() {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** A request to {@code path}, which begins with a slash. */
    HttpRequest.Builder request(String path, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address() + path)).timeout(timeout);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Server[" + base + "]";
    }
}
