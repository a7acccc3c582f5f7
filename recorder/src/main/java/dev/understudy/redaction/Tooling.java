package dev.understudy.redaction;

import static dev.understudy.redaction.Places.GAP;
import static dev.understudy.redaction.Places.REST;
import static dev.understudy.redaction.Places.VALUE;
import static dev.understudy.redaction.Places.place;

import java.util.ArrayList;
import java.util.List;

/** Rules for the secrets of programs that each have a way of their own to be given one. */
final class Tooling {
    /** Values of one {@code vault kv put} that are known by their place. */
    private static final int PAIRS = 5;

    private Tooling() {}

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(List.of(
                place(
                        "tool-password",
                        "\\b(?:sqlcmd|bcp|ipmitool|zip|unzip|tsql)\\b" + REST + "-P(?:" + GAP + ")?" + VALUE,
                        "sqlcmd",
                        "bcp ",
                        "ipmitool",
                        "zip ",
                        "tsql"),
                place("tool-password", "\\b7z[arz]?\\b" + REST + "-p" + VALUE, "7z"),
                place("tool-password", "\\bopenssl\\b" + REST + "-k" + GAP + VALUE, "openssl"),
                place("tool-password", "\\bsnmp\\w+\\b" + REST + "-A" + GAP + VALUE, "snmp"),
                place("tool-password", "\\bsnmp\\w+\\b" + REST + "-X" + GAP + VALUE, "snmp"),
                place("tool-password", "\\s-(?:src|dest)?(?:storepass|keypass)" + GAP + VALUE, "storepass", "keypass"),
                place("tool-password", "\\bnmcli\\b" + REST + "(?:password|\\S*\\.psk)" + GAP + VALUE, "nmcli"),
                place("netrc-password", "\\blogin\\s+\\S+\\s+password\\s+" + VALUE, "login"),
                place(
                        "pgpass-password",
                        "(?m)^[^\\s:#]+:(?:\\d+|\\*):[^\\s:]+:[^\\s:]+:([^\\s:]+)$",
                        ":5432:",
                        ":6432:",
                        ":*:"),
                place(
                        "oracle-password",
                        "\\bsqlplus\\b(?:\\s+-\\S+)*\\s+['\"]?[^\\s/@'\"-][^\\s/@'\"]*/([^\\s@'\"]+)",
                        "sqlplus"),
                place(
                        "smb-password",
                        "\\b(?:smbclient|smbget|rpcclient|winexe)\\b" + REST
                                + "-U[\\s=]*['\"]?[^\\s%'\"]+%([^\\s'\"]+)",
                        "smbclient",
                        "smbget",
                        "rpcclient",
                        "winexe"),
                place("lftp-password", "\\blftp\\b" + REST + "-u\\s*['\"]?[^\\s,'\"]+,([^\\s'\"]+)", "lftp"),
                place(
                        "htpasswd-password",
                        "\\bhtpasswd\\b[^\\n|;&]*\\s-\\w*b\\w*\\b[^\\n|;&]*\\s" + VALUE + "\\s*(?:$|[|;&\\n])",
                        "htpasswd"),
                place(
                        "piped-password",
                        "\\b(?:echo(?:\\s+-\\w+)*|printf\\s+['\"]?%s(?:\\\\n)?['\"]?)\\s+" + VALUE
                                + "\\s*\\|[^|\\n]*(?:\\bsudo\\s[^|\\n]*-\\w*S\\b|-stdin\\b|\\bcryptsetup\\b|\\bkinit\\b)",
                        "sudo",
                        "-stdin",
                        "cryptsetup",
                        "kinit"),
                place(
                        "vault-token",
                        "\\bvault\\s+login\\s+(?:-\\S+\\s+)*([^\\s='\"-][^\\s='\"]*)['\"]?(?:\\s|$)",
                        "vault"),
                place(
                        "redis-configuration",
                        "(?i)\\b(?:requirepass|masterauth)\\s+" + VALUE,
                        "requirepass",
                        "masterauth"),
                place("redis-acl", "(?i)\\bsetuser\\b[^\\n]*?\\s['\"]?>([^\\s'\"]+)", "setuser"),
                place(
                        "mongo-password",
                        "\\.auth\\(\\s*\\\\?['\"][^'\"\\n]*['\"]\\s*,\\s*\\\\?['\"]([^'\"\\\\\\n]+)",
                        ".auth("),
                place("mongo-password", "\\bpwd\\\\?['\"]?\\s*:\\s*\\\\?['\"]([^'\"\\\\\\n]+)", "pwd")));
        for (int before = 0; before < PAIRS; before++) {
            rules.add(place(
                    "vault-value",
                    "\\bvault\\s+kv\\s+(?:put|patch)\\s+(?:-\\S+\\s+)*[^\\s=]+(?:\\s+[\\w.-]+=(?:'[^'\\n]*'|\"[^\"\\n]*\"|\\S+)){"
                            + before + "}\\s+[\\w.-]+=" + VALUE,
                    "vault"));
        }
        return rules;
    }
}
