package dev.understudy.redaction;

import com.google.re2j.Pattern;

/** What a command is known to print, by what was typed: where a secret's text alone would not tell. */
public enum Disclosure {
    /** Nothing in particular. */
    NONE,
    /** Manifests of Kubernetes Secrets, perhaps a part of one. */
    MANIFEST,
    /** A secret and nothing else. */
    SECRET;

    private static final String KUBECTL =
            "(?s)\\b(?:kubectl|oc|k|kubecolor|k3s)\\b[^\\n|;&]*\\sgets?\\s(?:[^|;&]*\\s)?secrets?(?:\\s|/|,|$)[^|;&]*";
    private static final Pattern OF_A_FIELD = Pattern.compile(KUBECTL
            + "\\s(?:-o|--output|--template)[=\\s]?\\s*['\"]?(?:jsonpath|go-template|template|custom-columns|\\{)");
    private static final Pattern DECODED =
            Pattern.compile(KUBECTL + "\\|.*(?:\\bbase64\\b|\\bjq\\b.*-r|\\byq\\b|\\bawk\\b|\\bcut\\b)");
    private static final Pattern MANIFESTS = Pattern.compile(
            KUBECTL
                    + "\\s(?:-o|--output)[=\\s]?\\s*['\"]?(?:yaml|json)|\\bhelm\\s+(?:get|template)\\b|\\bkubectl\\b.*\\bcreate\\s+secret\\b");
    private static final Pattern TOLD = Pattern.compile(
            "(?s)\\bkubectl\\b[^\\n|;&]*\\screate\\s+token\\b|\\bvault\\s+(?:kv\\s+get|read)\\b[^|;&]*-field|\\baws\\b[^|;&]*\\bget-secret-value\\b"
                    + "|\\bgcloud\\b[^|;&]*\\bsecrets\\s+versions\\s+access\\b|\\baz\\s+keyvault\\s+secret\\s+show\\b|\\b(?:pass|gopass)\\s+show\\b|\\bop\\s+read\\b"
                    + "|\\bcat\\b[^|;&]*/(?:serviceaccount/token|run/secrets/[\\w./-]+|\\.pgpass|\\.my\\.cnf|\\.netrc)\\b|\\bprint(?:env)?\\s+\\w*(?:PASSWORD|TOKEN|SECRET)\\b"
                    + "|\\becho\\s+[\"']?\\$\\{?\\w*(?:PASSWORD|PASSWD|TOKEN|SECRET)\\w*"
                    + "|\\bopenssl\\s+rand\\b|\\bpwgen\\b|\\bgcloud\\s+auth\\s+print-\\w+-token\\b"
                    + "|\\becho\\s[^|;&\\n]*\\|\\s*base64\\s+(?:-[dD]|--decode)\\b|\\bbase64\\s+(?:-[dD]|--decode)\\s*<<<");

    /** gitleaks' rule pkcs12-file: it knows a secret by the name of the file that holds it. */
    private static final Pattern KEY_STORE = Pattern.compile(
            "\\b(?:cat|base(?:32|64)|xxd|od|hexdump|strings|head|tail|less|more)\\b[^|;&\\n]*[^\\s/|;&]\\.[pP](?:12|[fF][xX])(?:[\\s'\"|;&)]|$)");

    /** @param typed a command line, as it was typed */
    public static Disclosure of(String typed) {
        if (OF_A_FIELD.matcher(typed).find()
                || DECODED.matcher(typed).find()
                || KEY_STORE.matcher(typed).find()
                || TOLD.matcher(typed).find()) {
            return SECRET;
        }
        return MANIFESTS.matcher(typed).find() ? MANIFEST : NONE;
    }
}
