package dev.understudy.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the index of words is given beside the text itself: the words of names in camel case, and each two that a name joins, as
 * {@code db-17}, as one. For {@code db} is in every operation and {@code 17} in many, and to look where they stand beside each
 * other is what makes a search slow.
 */
public final class Words {
    /** What the index takes for a word, see its migration. */
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}\\p{Co}_]+");
    /** Joins two: of a kind that the index takes for a letter, and that is in no text. */
    private static final char JOINT = '\uE000';
    /** Where a word of a name in camel case begins. */
    private static final String CAMEL = "(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})";
    /** Of a longer text only the beginning is joined; its words are found singly. */
    private static final int MOST = 4_000;

    /** There are few types of activities, and each has many operations. */
    private static final Map<String, String> OF_TYPE = new ConcurrentHashMap<>();

    private Words() {}

    /** For an operation of this type that has these texts. */
    public static String of(String activityType, @Nullable String... texts) {
        return OF_TYPE.computeIfAbsent(activityType, type -> String.join(" ", type.split(CAMEL))) + pairs(texts);
    }

    /** Each two that are joined in these texts, each with a space before it; as they are, for the index ignores case. */
    public static String pairs(@Nullable String... texts) {
        Set<String> pairs = new LinkedHashSet<>();
        for (String text : texts) {
            if (text != null) {
                Matcher tokens = TOKEN.matcher(text.length() <= MOST ? text : text.substring(0, MOST));
                String before = "";
                int end = 0;
                while (tokens.find()) {
                    if (!before.isEmpty() && joins(text, end, tokens.start())) {
                        pairs.add(before + JOINT + tokens.group());
                    }
                    before = tokens.group();
                    end = tokens.end();
                }
            }
        }
        return pairs.isEmpty() ? "" : " " + String.join(" ", pairs);
    }

    /**
     * A word that somebody looks for, as the phrases that all must occur: each two that it joins as one, what it does not join as
     * it stands. Empty where it has no letter and no digit.
     */
    public static List<String> phrases(String word) {
        List<String> phrases = new ArrayList<>();
        List<String> apart = new ArrayList<>();
        Matcher tokens = TOKEN.matcher(word);
        String before = "";
        int end = 0;
        boolean joined = false;
        while (tokens.find()) {
            boolean joins = !before.isEmpty() && joins(word, end, tokens.start());
            if (joins) {
                phrases.add(before + JOINT + tokens.group());
            } else if (!before.isEmpty() && !joined) {
                apart.add(before);
            }
            joined = joins;
            before = tokens.group();
            end = tokens.end();
        }
        if (!before.isEmpty() && !joined) {
            apart.add(before);
        }
        phrases.addAll(apart);
        return phrases;
    }

    /** One character that is usual within names, or what stands between a field and its value in JSON. */
    private static boolean joins(String text, int end, int start) {
        return start == end + 1 && "-./:@=".indexOf(text.charAt(end)) >= 0
                || start == end + 3 && text.startsWith("\":\"", end);
    }
}
