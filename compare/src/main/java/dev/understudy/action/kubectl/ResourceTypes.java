package dev.understudy.action.kubectl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names that kubectl takes for a resource: plural, singular, short, with a group. Data in {@code resources.txt}. */
public final class ResourceTypes {
    private static final String OWN = "/dev/understudy/action/kubectl/resources.txt";
    private static final String EXTENSIONS = "META-INF/understudy/kubernetes-resources.txt";
    private static final ResourceTypes INSTALLED = load();

    private final Map<String, Type> byName = new HashMap<>();

    /** The tables of the class path. */
    public static ResourceTypes installed() {
        return INSTALLED;
    }

    /** @param name as typed: {@code sts}, {@code StatefulSet}, {@code statefulsets.apps}, {@code statefulsets.v1.apps} */
    public Optional<Type> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Type known = byName.get(lower);
        if (known != null) {
            return Optional.of(known);
        }
        int dot = lower.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String group = lower.substring(dot + 1).replaceFirst("^v\\d+((alpha|beta)\\d+)?(\\.|$)", "");
        Type plain = byName.get(lower.substring(0, dot));
        return plain != null && plain.group().equals(group)
                ? Optional.of(plain)
                : Optional.of(new Type(group, lower.substring(0, dot), true));
    }

    /**
     * A resource of the API.
     *
     * @param group empty for the core one
     * @param resource in the plural
     */
    public record Type(String group, String resource, boolean namespaced) {}

    private static ResourceTypes load() {
        ResourceTypes types = new ResourceTypes();
        try {
            URL own = ResourceTypes.class.getResource(OWN);
            if (own == null) {
                throw new IllegalStateException(OWN + " is missing from the jar");
            }
            types.read(own);
            for (URL url : Collections.list(ResourceTypes.class.getClassLoader().getResources(EXTENSIONS))) {
                types.read(url);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the table of Kubernetes resources cannot be read", e);
        }
        return types;
    }

    private void read(URL url) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.replaceAll("#.*", "").trim();
                if (!text.isEmpty()) {
                    add(text.split("\\s+"), url + ", line " + number);
                }
            }
        }
    }

    private void add(String[] words, String where) {
        if (words.length < 4 || !words[2].equals("namespaced") && !words[2].equals("cluster")) {
            throw new IllegalArgumentException(
                    where + ": write GROUP RESOURCE namespaced|cluster KIND SHORTNAMES, with - for the core group");
        }
        Type type = new Type(words[0].equals("-") ? "" : words[0], words[1], words[2].equals("namespaced"));
        byName.put(words[1], type);
        byName.put(words[3].toLowerCase(Locale.ROOT), type);
        for (int i = 4; i < words.length; i++) {
            byName.put(words[i], type);
        }
    }
}
