package dev.understudy.forward;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** How the recorder speaks HTTP. */
final class Http {
    private Http() {}

    /** HTTP/1.1: an attempt to upgrade costs a round trip and confuses some proxies. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** One line for the operator; the exceptions of java.net.http often have no message. */
    static String why(IOException e, Server server) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return "nobody answers at " + server.address();
        }
        if (e instanceof HttpTimeoutException) {
            return server.address() + " did not answer in time";
        }
        return server.address() + " broke the connection" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")");
    }
}
