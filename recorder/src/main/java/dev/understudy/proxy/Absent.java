package dev.understudy.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.kubeconfig.Cluster;
import dev.understudy.recording.EventJson;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What a client is told where no answer came from the API server. Those built on client-go follow a redirection to the server
 * itself, find it away with their own eyes, and say so in their own words (they do not show it any credentials: they trust
 * the proxy's certificate only). All others get a Status with the reason; so do those that ask for a name of ours by TLS, where
 * it is the server's certificate that is wrong: they would look for that name in it.
 */
final class Absent {
    private static final Pattern CLIENT_GO =
            Pattern.compile("^(kubectl|oc|helm|Helm|k9s)\\b|kubernetes/[0-9a-f$]|\\bGo-http-client/");

    private Absent() {}

    static void answer(HttpServerRequest in, Route route, Throwable why) {
        HttpServerResponse out = in.response();
        if (out.headWritten()) {
            in.connection().close();
            return;
        }
        out.headers().clear();
        boolean credentials =
                why instanceof IOException && String.valueOf(why.getMessage()).contains("credentials");
        String agent = in.getHeader("User-Agent");
        boolean upgrade = in.headers().contains("Upgrade");
        if (!credentials
                && !upgrade
                && agent != null
                && CLIENT_GO.matcher(agent).find()
                && isUnreachable(why)
                && !(why instanceof SSLException && in.connection().indicatedServerName() != null)) {
            Cluster cluster = route.cluster();
            out.putHeader("Location", cluster.server() + route.uri());
            status(out, 307, "TemporaryRedirect", words(cluster, why));
        } else if (credentials) {
            status(out, 401, "Unauthorized", String.valueOf(why.getMessage()));
        } else {
            status(out, 503, "ServiceUnavailable", words(route.cluster(), why));
        }
        in.resume();
    }

    /** To one that does not know the way: whatever it is, it was not told the proxy's secret. */
    static void unknown(HttpServerRequest in) {
        status(
                in.response(),
                404,
                "NotFound",
                "this is the recording proxy of an understudy session; its kubeconfig " + "leads to the clusters");
    }

    private static boolean isUnreachable(Throwable why) {
        return why instanceof ConnectException || why instanceof UnknownHostException || why instanceof SSLException;
    }

    /** As kubectl would say it. */
    private static String words(Cluster cluster, Throwable why) {
        String host = cluster.server().getAuthority();
        if (why instanceof UnknownHostException) {
            return "Unable to connect to the server: dial tcp: lookup " + cluster.host() + ": no such host";
        }
        if (why instanceof ConnectException && String.valueOf(why.getMessage()).contains("refused")) {
            return "The connection to the server " + host + " was refused - did you specify the right host or port?";
        }
        if (why instanceof SSLException) {
            return "Unable to connect to the server: tls: failed to verify certificate: " + reason(why);
        }
        return "Unable to connect to the server " + host + ": " + why.getMessage();
    }

    /** What is wrong with a certificate. */
    private static String reason(Throwable why) {
        Throwable deepest = why;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String said = String.valueOf(deepest.getMessage());
        return said.contains("valid certification path") ? "x509: certificate signed by unknown authority" : said;
    }

    private static void status(HttpServerResponse out, int code, String reason, String message) {
        ObjectNode status = EventJson.mapper().createObjectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
        out.setStatusCode(code);
        out.putHeader("Content-Type", "application/json");
        out.end(status.toString());
    }
}
