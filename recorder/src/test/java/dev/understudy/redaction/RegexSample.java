package dev.understudy.redaction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** Makes a text that a regular expression of RE2 matches: enough of the language for the rules that are shipped. */
final class RegexSample {
    private final String regex;
    private final Random random;
    private int at;
    private boolean anyCase;

    private RegexSample(String regex, Random random) {
        this.regex = regex;
        this.random = random;
    }

    static String of(String regex, Random random) {
        RegexSample sample = new RegexSample(regex, random);
        String text = sample.alternatives();
        if (sample.at != regex.length()) {
            throw new IllegalArgumentException("not understood from " + sample.at + " on: " + regex);
        }
        return text;
    }

    private String alternatives() {
        List<String> options = new ArrayList<>();
        boolean outer = anyCase;
        options.add(sequence());
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            options.add(sequence());
        }
        anyCase = outer;
        return options.get(random.nextInt(options.size()));
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            text.append(repeated());
        }
        return text.toString();
    }

    private String repeated() {
        int begin = at;
        boolean caseBefore = anyCase;
        String first = atom();
        int end = at;
        int least = 1;
        int most = 1;
        if (at < regex.length()) {
            switch (regex.charAt(at)) {
                case '?' -> {
                    least = 0;
                    at++;
                }
                case '*' -> {
                    least = 0;
                    most = 3;
                    at++;
                }
                case '+' -> {
                    most = 4;
                    at++;
                }
                case '{' -> {
                    int close = regex.indexOf('}', at);
                    String count = regex.substring(at + 1, close);
                    if (count.matches("\\d+(,\\d*)?")) {
                        String[] ends = count.split(",", -1);
                        least = Integer.parseInt(ends[0]);
                        most = ends.length == 1 ? least : ends[1].isEmpty() ? least + 4 : Integer.parseInt(ends[1]);
                        at = close + 1;
                    }
                }
                default -> {}
            }
            if (at < regex.length() && regex.charAt(at) == '?' && at > end) {
                at++;
                most = Math.min(most, least + 2);
            }
        }
        if (least == 1 && most == 1) {
            return first;
        }
        int after = at;
        boolean caseAfter = anyCase;
        StringBuilder text = new StringBuilder();
        for (int i = least + random.nextInt(Math.min(most - least, 40) + 1); i > 0; i--) {
            at = begin;
            anyCase = caseBefore;
            text.append(atom());
        }
        at = after;
        anyCase = caseAfter;
        return text.toString();
    }

    private String atom() {
        char c = regex.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> one(characterClass());
            case '\\' -> escape();
            case '.' -> one(any());
            case '^', '$' -> "";
            default -> cased(c);
        };
    }

    private String group() {
        boolean outer = anyCase;
        if (regex.charAt(at) == '?') {
            at++;
            if (regex.charAt(at) == 'P' || regex.charAt(at) == '<') {
                at = regex.indexOf('>', at) + 1;
            } else {
                boolean on = true;
                while (regex.charAt(at) != ':' && regex.charAt(at) != ')') {
                    char flag = regex.charAt(at++);
                    if (flag == '-') {
                        on = false;
                    } else if (flag == 'i') {
                        anyCase = on;
                    }
                }
                if (regex.charAt(at++) == ')') {
                    return "";
                }
            }
        }
        String text = alternatives();
        at++;
        anyCase = outer;
        return text;
    }

    private String escape() {
        char c = regex.charAt(at++);
        if (c == 'b' || c == 'z' || c == 'A' || c == 'B') {
            return "";
        }
        at--;
        BitSet set = new BitSet();
        escaped(set);
        return set.cardinality() == 1 ? cased((char) set.nextSetBit(0)) : one(set);
    }

    private int escaped(BitSet set) {
        char c = regex.charAt(at++);
        switch (c) {
            case 'd' -> set.set('0', '9' + 1);
            case 'w' -> word(set);
            case 's' -> set.set(' ');
            case 'S' -> set.set('!', '~' + 1);
            case 'n' -> set.set('\n');
            case 'r' -> set.set('\r');
            case 't' -> set.set('\t');
            case 'x' -> {
                int code = Integer.parseInt(regex.substring(at, at + 2), 16);
                at += 2;
                set.set(code);
                return code;
            }
            default -> {
                set.set(c);
                return c;
            }
        }
        return -1;
    }

    private static void word(BitSet set) {
        set.set('0', '9' + 1);
        set.set('a', 'z' + 1);
        set.set('A', 'Z' + 1);
        set.set('_');
    }

    private BitSet characterClass() {
        BitSet set = new BitSet();
        boolean not = regex.charAt(at) == '^';
        if (not) {
            at++;
        }
        boolean first = true;
        while (first || regex.charAt(at) != ']') {
            first = false;
            int low;
            if (regex.startsWith("[:alnum:]", at)) {
                at += 9;
                word(set);
                set.clear('_');
                continue;
            } else if (regex.charAt(at) == '\\') {
                at++;
                low = escaped(set);
            } else {
                low = regex.charAt(at++);
                set.set(low);
            }
            if (low >= 0 && regex.charAt(at) == '-' && regex.charAt(at + 1) != ']') {
                at++;
                BitSet end = new BitSet();
                int high;
                if (regex.charAt(at) == '\\') {
                    at++;
                    high = escaped(end);
                } else {
                    high = regex.charAt(at++);
                }
                set.set(low, high + 1);
            }
        }
        at++;
        if (not) {
            BitSet others = any();
            others.andNot(set);
            return others;
        }
        return set;
    }

    private static BitSet any() {
        BitSet set = new BitSet();
        set.set(' ', '~' + 1);
        return set;
    }

    private String one(BitSet set) {
        int nth = random.nextInt(set.cardinality());
        int c = set.nextSetBit(0);
        while (nth-- > 0) {
            c = set.nextSetBit(c + 1);
        }
        return cased((char) c);
    }

    private String cased(char c) {
        String text = String.valueOf(c);
        return !anyCase || random.nextInt(4) > 0
                ? text
                : random.nextBoolean() ? text.toUpperCase() : text.toLowerCase();
    }
}
