package dev.understudy.action.program;

import dev.understudy.action.Effect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What programs do to the world, as far as it can be told from their name and subcommand alone. Data, not code:
 * {@code effects.txt} beside this class, and every {@code META-INF/understudy/effects.txt} on the class path, whose lines win
 * over ours. The head of our file tells the form.
 */
public final class EffectTable {
    private static final String OWN = "/dev/understudy/action/program/effects.txt";
    private static final String EXTENSIONS = "META-INF/understudy/effects.txt";
    private static final EffectTable INSTALLED = load();

    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Set<String>> valueOptions = new HashMap<>();
    private final Set<String> programs = new HashSet<>();

    /** The tables of the class path. */
    public static EffectTable installed() {
        return INSTALLED;
    }

    /** Whether the table has a line for the program at all. */
    public boolean knows(String program) {
        return programs.contains(program);
    }

    /**
     * What the table says of these arguments: the entry for the longest line of subcommands that fits, or that of an option
     * where it is more dangerous; empty where it has none.
     */
    public Optional<Entry> entry(String program, List<String> arguments) {
        Optional<Entry> byWords = entryOfWords(program, arguments);
        Optional<Entry> byOption = arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> entries.get(program + " " + argument.replaceAll("=.*", "")))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        return Stream.concat(byWords.stream(), byOption.stream()).max(Comparator.naturalOrder());
    }

    private Optional<Entry> entryOfWords(String program, List<String> arguments) {
        List<String> words = words(program, arguments);
        if (words.isEmpty() && entries.containsKey(program + " ()")) {
            return Optional.ofNullable(entries.get(program + " ()"));
        }
        for (int n = words.size(); n >= 0; n--) {
            String key = program + (n == 0 ? "" : " " + String.join(" ", words.subList(0, n)));
            Entry entry = entries.get(key);
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** All lines of a program: subcommands, joined by blanks, with their entries. */
    public Map<String, Entry> subcommands(String program) {
        Map<String, Entry> found = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (key.startsWith(program + " ")) {
                found.put(key.substring(program.length() + 1), entry);
            }
        });
        return Collections.unmodifiableMap(found);
    }

    /** The first words that are neither options nor the values of options. */
    public List<String> words(String program, List<String> arguments) {
        Set<String> withValue = valueOptions.getOrDefault(program, Set.of());
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size() && words.size() < 3; i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-")) {
                words.add(argument);
            } else if (withValue.contains(argument)) {
                i++;
            }
        }
        return words;
    }

    /** A canonical text of the table, for a fingerprint. */
    @Override
    public String toString() {
        return entries.toString();
    }

    private static EffectTable load() {
        EffectTable table = new EffectTable();
        try {
            URL own = EffectTable.class.getResource(OWN);
            if (own == null) {
                throw new IllegalStateException(OWN + " is missing from the jar");
            }
            table.read(own);
            for (URL url : Collections.list(EffectTable.class.getClassLoader().getResources(EXTENSIONS))) {
                table.read(url);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the table of effects cannot be read", e);
        }
        return table;
    }

    private void read(URL url) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
            String section = "";
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.replaceAll("#.*", "").trim();
                if (text.startsWith("[") && text.endsWith("]")) {
                    section = text.substring(1, text.length() - 1).trim();
                    programs.add(section);
                } else if (!text.isEmpty()) {
                    add(section, text.split("\\s+"), url + ", line " + number);
                }
            }
        }
    }

    private void add(String section, String[] words, String where) {
        if (words[0].equals("values")) {
            valueOptions
                    .computeIfAbsent(section, s -> new HashSet<>())
                    .addAll(List.of(words).subList(1, words.length));
            return;
        }
        Entry entry = Entry.of(words[0], where);
        for (int i = 1; i < words.length; i++) {
            if (section.isEmpty()) {
                entries.put(words[i], entry);
                programs.add(words[i]);
            } else if (words[i].equals("*")) {
                entries.put(section, entry);
            } else {
                entries.put(section + " " + words[i].replace('/', ' '), entry);
            }
        }
    }

    /** What a line says. */
    public enum Entry {
        /** No effect worth comparing, not even as a read. */
        NONE,
        READ,
        WRITE,
        DESTRUCTIVE,
        UNKNOWN,
        /** A normaliser looks at the arguments. */
        ARGUMENTS;

        /** The effect; {@link Effect#UNKNOWN} where the name alone does not tell it. */
        public Effect effect() {
            return switch (this) {
                case NONE, READ -> Effect.READ;
                case WRITE -> Effect.WRITE;
                case DESTRUCTIVE -> Effect.DESTRUCTIVE;
                case UNKNOWN, ARGUMENTS -> Effect.UNKNOWN;
            };
        }

        private static Entry of(String word, String where) {
            for (Entry entry : values()) {
                if (entry.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return entry;
                }
            }
            throw new IllegalArgumentException(
                    where + ": " + word + " is no effect: write none, read, write, destructive, unknown or arguments");
        }
    }
}
