package dev.understudy.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds secrets where people and programs of this trade write them: options and assignments of database clients, headers,
 * addresses with credentials, environment dumps. What gitleaks' rules know by a secret's own look, this knows by its place.
 */
final class CommandDetector implements Detector {
    /** Up to the end of one simple command. */
    private static final String REST = "[^\\n|;&]*?\\s";

    private static final String VALUE = "['\"]?([^\\s'\"|;&$<>\\[][^\\s'\"|;&]*)";

    private static final List<Place> PLACES = List.of(
            place("url-password", "[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s:/@'\"]*:([^\\s@/'\"$<]+)@"),
            place(
                    "mysql-password",
                    "\\b(?:mysql[a-z]*|mariadb[a-z-]*|xtrabackup|mariabackup)\\b" + REST + "-p" + VALUE),
            place("redis-password", "\\bredis-cli\\b" + REST + "(?:-a|--pass)\\s+" + VALUE),
            place(
                    "curl-password",
                    "\\bcurl\\b" + REST + "(?:-u|--user|--proxy-user)[\\s=]*['\"]?[^\\s:'\"]+:([^\\s'\"$]+)"),
            place(
                    "client-password",
                    "\\b(?:cqlsh|mongo(?:sh|dump|restore)?|clickhouse-client)\\b" + REST + "-p\\s+" + VALUE),
            place("nodetool-password", "\\s-pw\\s+" + VALUE),
            place("secret-literal", "--from-literal[=\\s]['\"]?[^\\s='\"]+=" + VALUE),
            place(
                    "secret-option",
                    "(?i)\\s--?(?:[a-z0-9-]*(?:password|passwd|passphrase|secret)|[a-z0-9-]*token|api-?key|access-?key|secret-?key)[=\\s]\\s*"
                            + VALUE),
            place(
                    "secret-assignment",
                    "\\b[A-Z0-9_]*(?:PASSWORD|PASSWD|PASSPHRASE|MYSQL_PWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY)="
                            + VALUE),
            place("password-field", "(?i)\\bpass(?:word|wd|phrase)['\"]?[ \\t]*[=:][ \\t]*" + VALUE),
            place("authorization-header", "(?i)\\bauthorization:[ \\t]*(?:bearer|basic|token)[ \\t]+" + VALUE));

    private record Place(String rule, Pattern pattern) {}

    private static Place place(String rule, String regex) {
        return new Place(rule, Pattern.compile(regex));
    }

    @Override
    public void find(String text, Consumer<Secret> found) {
        for (Place place : PLACES) {
            Matcher matcher = place.pattern().matcher(text);
            for (int from = 0; from < text.length() && matcher.find(from); from = matcher.end(1)) {
                found.accept(new Secret(matcher.start(1), matcher.end(1), place.rule()));
            }
        }
    }
}
