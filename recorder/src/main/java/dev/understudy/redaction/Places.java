package dev.understudy.redaction;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rules for secrets where people and programs of this trade write them: options and assignments of database clients,
 * headers, addresses with credentials, environment dumps, SQL. What gitleaks' rules know by a secret's own look, these know
 * by its place.
 */
final class Places {
    /** Up to the next word but one of one simple command, which may go on over lines that end in a backslash. */
    static final String REST = "(?:[^\\n|;&\\\\]|\\\\\\n|\\\\.)*?\\s";

    static final String GAP = "(?:\\s|\\\\\\n)+";

    /** A shell word or a quoted text; never a variable. */
    static final String VALUE =
            "(?:\\$?'([^'\\n]+)'|\"((?:[^\"\\\\\\n]|\\\\.)+)\"|([^\\s'\"|;&$<>\\[\\\\(](?:\\\\.|[^\\s'\"|;&<>\\\\])*))";

    /** The same, where a word that begins with a dash is another option. */
    private static final String NEXT =
            "(?:\\$?'([^'\\n]+)'|\"((?:[^\"\\\\\\n]|\\\\.)+)\"|([^\\s'\"|;&$<>\\[\\\\(-](?:\\\\.|[^\\s'\"|;&<>\\\\])*))";

    /** The value of a field of JSON, YAML or a log line: what is not quoted ends before a comma or bracket. */
    private static final String FIELD =
            "(?:'([^'\\n]+)'|\\\\?\"((?:[^\"\\\\\\n]|\\\\[^\"])+)\\\\?\"|([^\\s'\"|;&$<>\\[\\\\,{}()](?:[^\\s'\"|;&<>,{}()\\]]*[^\\s'\"|;&<>,{}()\\].])?))";

    private static final String NAMES =
            "(?:PASSWORD|PASSWD|PASSPHRASE|_PASS|MYSQL_PWD|_PWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|REDISCLI_AUTH|CREDENTIALS?)";

    private static final List<Excuse> NO_VALUE = List.of(new Excuse(
            Excuse.Where.SECRET,
            List.of(
                    Pattern.compile("^\\$[({]?[A-Za-z_0-9@*#?!-]"),
                    Pattern.compile("^\\{\\{.*\\}\\}$"),
                    Pattern.compile("^<[^>]*>$"),
                    Pattern.compile("^(?:~|\\.{0,2})/[\\w.-]+(?:/[\\w.-]+)*$|^\\.{1,2}/"),
                    Pattern.compile("^(?i:true|false|null|none|nil|yes|no|unset)$"),
                    Pattern.compile("^[.*•]+$"),
                    Pattern.compile("^(?:…|\\x{e2}\\x{80}\\x{a6}|`)"),
                    Pattern.compile("^[NnEe@]$"),
                    Pattern.compile("^@[\\w./-]+$"),
                    Pattern.compile("^%[-0-9.]*[a-zA-Z]$"))));

    private static final Set<String> WORDS = Set.of(
            "mysql-password",
            "redis-password",
            "curl-password",
            "ldap-password",
            "rabbitmq-password",
            "nodetool-password",
            "openssl-password",
            "secret-literal",
            "secret-option",
            "secret-assignment",
            "aws-configure",
            "client-password",
            "tool-password");

    private Places() {}

    static RuleSet rules() {
        List<Rule> rules = new ArrayList<>(known());
        rules.addAll(Tooling.rules());
        return new RuleSet(rules, List.of());
    }

    private static List<Rule> known() {
        return List.of(
                place("url-password", "[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s:/@'\"]*:([^\\s@/'\"$<]+)@", "://"),
                place(
                        "mysql-password",
                        "\\b(?:mysql[a-z]*|mariadb[a-z-]*|xtrabackup|mariabackup)\\b" + REST + "-p" + VALUE,
                        "mysql",
                        "maria",
                        "xtrabackup"),
                place("redis-password", "(?i)\\bredis-cli\\b" + REST + "(?:-a|--pass|auth)" + GAP + VALUE, "redis-cli"),
                place(
                        "curl-password",
                        "\\b(?:curl|etcdctl|https?)\\b" + REST
                                + "(?:-[a-zA-Z]*u|--user|--proxy-user|-a|--auth)[\\s=]*(?:'[^:'\\n]+:([^'\\n]+)'|\"[^:\"\\n]+:([^\"\\n]+)\"|[^\\s:'\"]+:([^\\s'\"$|;&]+))",
                        "curl",
                        "etcdctl",
                        "http ",
                        "https "),
                place(
                        "client-password",
                        "\\b(?:cqlsh|cypher-shell|rabbitmqadmin|mongo(?:sh|dump|restore|export|import)?|sshpass|(?:docker|podman|oc|az|skopeo|buildah|registry)\\s+login)\\b"
                                + REST + "-p(?:" + GAP + ")?" + NEXT,
                        "cqlsh",
                        "cypher-shell",
                        "rabbitmqadmin",
                        "mongo",
                        "sshpass",
                        "login"),
                place("ldap-password", "\\bldap[a-z]+\\b" + REST + "-w(?:" + GAP + ")?" + VALUE, "ldap"),
                place("ldap-password", "\\bldappasswd\\b" + REST + "-[as]" + GAP + VALUE, "ldappasswd"),
                place(
                        "rabbitmq-password",
                        "\\b(?:add_user|change_password|authenticate_user)" + GAP + "\\S+" + GAP + VALUE,
                        "add_user",
                        "change_password",
                        "authenticate_user"),
                place("nodetool-password", "\\s-pw\\s+" + VALUE, "-pw"),
                place(
                        "openssl-password",
                        "\\s-pass(?:in|out)?\\s+['\"]?pass:" + VALUE,
                        "-passin",
                        "-passout",
                        "-pass "),
                place(
                        "secret-literal",
                        "--from-literal(?:=|\\s+)(?:'[^'=\\n]+=([^'\\n]+)'|\"[^\"=\\n]+=([^\"\\n]+)\"|[^\\s='\"]+="
                                + VALUE + ")",
                        "--from-literal"),
                place(
                        "secret-patch",
                        "\\bpatch\\s+secrets?\\b[^\\n]*?\"(?:data|stringData)\"\\s*:\\s*\\{([^}\\n]+)\\}",
                        "patch"),
                place(
                        "secret-option",
                        "(?i)\\s['\"]?--?(?:[a-z0-9-]*(?:password|passwd|passphrase|secret)|[a-z0-9-]*token|api-?key|access-?key|secret-?key)(?:="
                                + VALUE + "|" + GAP + NEXT + ")",
                        "password",
                        "passwd",
                        "passphrase",
                        "secret",
                        "token",
                        "key"),
                place(
                        "secret-assignment",
                        "(?:\\b|_)(?:[A-Z0-9_]*" + NAMES
                                + "|PASS|SSHPASS|(?:[Pp]wd|Password|secret_id|password|passwd|passphrase|token|secret|api_?key))="
                                + VALUE,
                        "pass",
                        "pwd",
                        "secret",
                        "token",
                        "key",
                        "rediscli_auth",
                        "credential"),
                place(
                        "secret-variable",
                        "(?:\\b|_)[A-Z0-9_]*" + NAMES + ":[ \\t]+" + FIELD,
                        "pass",
                        "pwd",
                        "secret",
                        "token",
                        "key",
                        "credential"),
                place(
                        "secret-variable",
                        "name\\\\?['\"]?:\\s*\\\\?['\"]?[A-Z0-9_]*" + NAMES
                                + "\\\\?['\"]?,?\\s*\\\\?['\"]?value\\\\?['\"]?:[ \\t]*" + FIELD,
                        "pass",
                        "pwd",
                        "secret",
                        "token",
                        "key",
                        "credential"),
                place(
                        "password-field",
                        "(?i)pass(?:word|wd|phrase)\\\\?['\"]?[ \\t]*(?:=>|[=:])[ \\t]*" + FIELD,
                        "password",
                        "passwd",
                        "passphrase"),
                place(
                        "sql-password",
                        "(?i)\\b(?:password|identified(?:\\s+with\\s+\\S+)?\\s+by)(?:\\s*=\\s*|\\s+)n?'([^'\\n]+)'",
                        "password",
                        "identified"),
                place("chpasswd", "['\"\\s][\\w.-]+:([^\\s'\":|]+)['\"]?\\s*\\|[^|\\n]*\\bchpasswd\\b", "chpasswd"),
                place(
                        "aws-configure",
                        "(?i)\\bset\\s+(?:aws_)?(?:secret_access_key|session_token)\\s+" + VALUE,
                        "secret_access_key",
                        "session_token"),
                place(
                        "authorization-header",
                        "(?i)\\b(?:proxy-)?authorization\\\\?['\"]?:[ \\t]*\\\\?['\"]?\\[?(?:bearer|basic|token|apikey)[ \\t]+([^\\s'\"\\\\$\\[\\]<]+)",
                        "authorization"),
                place(
                        "key-header",
                        "(?i)\\b(?:x-(?:api-key|auth-token|vault-token|amz-security-token|access-token)|api-key|private-token|set-cookie|cookie)\\\\?['\"]?:[ \\t]*\\\\?['\"]?([^\\s'\"\\\\$\\[\\]<]+(?:;[ \\t]*[^\\s'\"\\\\]+)*)",
                        "x-api-key",
                        "-token:",
                        "-token\"",
                        "api-key:",
                        "cookie:"));
    }

    /** Whether the rule is one of these, in which a short secret is one too. */
    static boolean has(Rule rule) {
        return rule.excuses() == NO_VALUE;
    }

    /** Whether what the rule finds goes on to the end of its word. */
    static boolean isOfWord(String rule) {
        return WORDS.contains(rule);
    }

    static Rule place(String id, String regex, String... keywords) {
        return new Rule(id, regex, 0, 0, List.of(keywords), NO_VALUE)
                .withinLines()
                .quick();
    }
}
