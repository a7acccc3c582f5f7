package dev.understudy.kubeconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How somebody signs in, as a kubeconfig says it.
 *
 * @param name in the kubeconfig
 * @param entry the {@code user:} of the kubeconfig; full of secrets: never print it
 * @param folder of the kubeconfig, to which file names in {@code entry} are relative
 */
public record User(String name, JsonNode entry, Path folder) {
    /** Text of the entry; null where it is missing or empty. */
    public @Nullable String text(String field) {
        String value = entry.path(field).asText("");
        return value.isEmpty() ? null : value;
    }

    /** A file that the entry names; null where it names none. */
    public @Nullable Path file(String field) {
        String value = text(field);
        return value == null ? null : folder.resolve(value);
    }

    /** Whether a program gives the credentials. */
    public boolean hasPlugin() {
        return entry.path("exec").isObject();
    }

    /**
     * Whether a client can sign in by itself through the proxy, as what it sends is passed on: by a plugin that it runs
     * in the operator's own terminal and environment. A plugin that asks which cluster it is for must not be told of the
     * proxy.
     */
    public boolean signsInItself() {
        return hasPlugin() && !entry.at("/exec/provideClusterInfo").asBoolean()
                || entry.path("auth-provider").isObject()
                || isNobody();
    }

    private boolean isNobody() {
        return text("token") == null
                && text("tokenFile") == null
                && text("username") == null
                && text("client-certificate") == null
                && text("client-certificate-data") == null
                && !hasPlugin();
    }

    @Override
    public String toString() {
        return "User[" + name + "]";
    }
}
