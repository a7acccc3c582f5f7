package dev.understudy.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where pages are. */
public final class Paths {
    private Paths() {}

    public static String run(String run) {
        return "/runs/" + part(run);
    }

    public static String divergence(String run, String id) {
        return "/divergences/" + part(run) + "/" + part(id);
    }

    public static String rule(String id) {
        return "/rules/" + part(id);
    }

    /** The form for a rule, filled from a divergence. */
    public static String ruleFrom(String run, String divergence) {
        return "/rules/new?run=" + part(run) + "&divergence=" + part(divergence);
    }

    public static String group(String key) {
        return "/groups/" + part(key);
    }

    public static String workflow(String type) {
        return "/workflows/" + part(type);
    }

    public static String schedule(String id) {
        return "/schedules/" + part(id);
    }

    /** A name as one part of a path. */
    public static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
