package dev.understudy.runbook.internal;

/** The HTML entities that authors put into code, where CommonMark leaves them as they are. */
final class Entities {
    private Entities() {}

    static String decode(String text) {
        return text.indexOf('&') < 0
                ? text
                : text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&");
    }
}
