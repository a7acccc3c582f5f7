package dev.understudy.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.Request;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request in the making. Belongs to the event loop of its connection, and once it has ended to whoever completes it. */
final class Draft {
    final long number;
    final @Nullable String client;
    final String method;
    final String path;
    final String query;
    final String server;
    final @Nullable String contentType;
    final Instant startedAt = Instant.now();
    final Copy body = new Copy(Limits.BODY);
    final Copy answer;
    final Set<String> notes = new LinkedHashSet<>();
    /** Whether it was told; that happens once. */
    final AtomicBoolean told = new AtomicBoolean();

    @Nullable
    BeforeAndAfter objects;

    @Nullable
    Stdin stdin;

    int status;

    @Nullable
    String answerType;

    @Nullable
    String answerEncoding;

    @Nullable
    Instant endedAt;

    private final @Nullable String userAgent;
    private final @Nullable String kubectlCommand;
    private final @Nullable String kubectlSession;
    private final @Nullable String impersonated;

    Draft(long number, HttpServerRequest in, String method, Route route, @Nullable String client) {
        this.number = number;
        this.client = client;
        this.method = method;
        this.path = route.path();
        this.query = route.query();
        this.server = route.cluster().server().toString();
        this.contentType = in.getHeader("Content-Type");
        this.answer = new Copy(method.equals("GET") ? Limits.READ : Limits.BODY);
        this.userAgent = in.getHeader("User-Agent");
        this.kubectlCommand = in.getHeader("Kubectl-Command");
        this.kubectlSession = in.getHeader("Kubectl-Session");
        this.impersonated = in.getHeader("Impersonate-User");
    }

    AnswerBody answerBody() {
        return new AnswerBody(answer, answerType, answerEncoding);
    }

    /** The decoded parameters. */
    Map<String, List<String>> parameters() {
        return query.isEmpty() ? Map.of() : new QueryStringDecoder("?" + query, true).parameters();
    }

    boolean has(String parameter) {
        List<String> values = parameters().get(parameter);
        return values != null
                && !values.isEmpty()
                && !values.get(0).equals("false")
                && !values.get(0).equals("0");
    }

    Request toRequest(
            Map<String, List<String>> parameters,
            @Nullable JsonNode sent,
            @Nullable String typed,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {
        return new Request(
                number,
                client,
                method,
                path,
                parameters,
                contentType,
                sent,
                typed,
                status,
                before,
                after,
                List.copyOf(notes),
                userAgent,
                kubectlCommand,
                kubectlSession,
                impersonated,
                server,
                startedAt,
                endedAt == null ? Instant.now() : endedAt);
    }
}
