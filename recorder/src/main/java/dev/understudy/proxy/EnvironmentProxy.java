package dev.understudy.proxy;

import dev.understudy.kubeconfig.Cluster;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, as Go's clients take them. */
final class EnvironmentProxy {
    private EnvironmentProxy() {}

    /** Null where the server is reached directly. */
    static @Nullable URI of(Cluster cluster, Map<String, String> environment) {
        String value = variable(environment, cluster.isTls() ? "HTTPS_PROXY" : "HTTP_PROXY");
        if (value.isEmpty() || isSpared(cluster.host(), variable(environment, "NO_PROXY"))) {
            return null;
        }
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            return uri.getHost() == null ? null : uri;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String variable(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value;
    }

    private static boolean isSpared(String host, String list) {
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("::1")) {
            return true;
        }
        for (String item : list.split(",")) {
            String name = item.strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                continue;
            }
            String suffix = name.startsWith("*") ? name.substring(1) : name;
            boolean same = host.equalsIgnoreCase(suffix.startsWith(".") ? suffix.substring(1) : suffix);
            boolean below = host.toLowerCase(Locale.ROOT).endsWith(suffix.startsWith(".") ? suffix : "." + suffix);
            if (name.equals("*") || same || below || isWithin(host, name)) {
                return true;
            }
        }
        return false;
    }

    /** An IPv4 address within a range, as {@code 10.0.0.0/8}. */
    private static boolean isWithin(String host, String range) {
        int slash = range.indexOf('/');
        if (slash < 0) {
            return false;
        }
        long address = number(host);
        long base = number(range.substring(0, slash));
        String bits = range.substring(slash + 1);
        if (address < 0 || base < 0 || !bits.matches("\\d{1,2}")) {
            return false;
        }
        int shift = 32 - Math.min(32, Integer.parseInt(bits));
        return address >> shift == base >> shift;
    }

    private static long number(String address) {
        if (!address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return -1;
        }
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
