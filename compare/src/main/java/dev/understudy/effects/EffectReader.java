package dev.understudy.effects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Fingerprint;
import dev.understudy.recording.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests to the Kubernetes API into canonical effects. The same for what an operator's tools asked, what a workflow's
 * client asked, and what a client would ask (a would-be request is one whose {@code before} and {@code after} are those of a
 * rehearsal). Pure and thread-safe.
 */
public final class EffectReader {
    /** Counted up with every change of the code that can change what is made of a request. */
    private static final String RULES = "1";

    private static final String[][] TABLES = {
        {"fields.txt", "kubernetes-fields.txt"},
        {"lists.txt", "kubernetes-lists.txt"},
        {"names.txt", "kubernetes-names.txt"}
    };

    /** From so many requests on, several processors are worth their while. */
    private static final int MANY = 2_000;

    private static final List<EffectKind> KINDS = load();
    private static final EffectReader INSTALLED = new EffectReader(KINDS, Schemas.NONE);

    private final List<EffectKind> kinds;
    private final Schemas schemas;

    EffectReader(List<EffectKind> kinds, Schemas schemas) {
        this.kinds = List.copyOf(kinds);
        this.schemas = schemas;
    }

    /** With the kinds of the class path, without the schemas of custom resources. */
    public static EffectReader installed() {
        return INSTALLED;
    }

    /** One that also knows the schemas of these custom resources. */
    public EffectReader knowing(Schemas more) {
        return new EffectReader(kinds, more);
    }

    /**
     * What the requests came to, in their order: effects, and tries that had none, each with its {@link Standing}. Reads are
     * left out. Custom resources that the requests themselves define are known from then on.
     */
    public List<CanonicalEffect> effects(List<Request> requests) {
        List<Request> ordered = requests;
        if (!isOrdered(requests)) {
            ordered = new ArrayList<>(requests);
            ordered.sort(Comparator.comparingLong(Request::number));
        }
        List<CanonicalEffect> effects = new ArrayList<>();
        Map<String, String> madeNames = new HashMap<>();
        List<List<CanonicalEffect>> each = each(ordered);
        for (int i = 0; i < each.size(); i++) {
            for (CanonicalEffect effect : each.get(i)) {
                effects.add(underMadeName(effect, ordered.get(i), madeNames));
            }
        }
        sortEvictions(effects);
        return effects;
    }

    /** Of each request by itself. Only a request that defines a custom resource changes how others are read. */
    private List<List<CanonicalEffect>> each(List<Request> requests) {
        boolean defines = requests.stream().anyMatch(request -> request.path().contains("/customresourcedefinitions"));
        if (!defines) {
            Stream<Request> all = requests.size() < MANY ? requests.stream() : requests.parallelStream();
            return all.map(this::effects).toList();
        }
        List<List<CanonicalEffect>> each = new ArrayList<>();
        EffectReader knowing = this;
        for (Request request : requests) {
            each.add(knowing.effects(request));
            knowing = knowing.knowing(knowing.schemas.with(definition(request)));
        }
        return each;
    }

    private static @Nullable JsonNode definition(Request request) {
        boolean defines = request.path().contains("/apis/apiextensions.k8s.io/")
                && request.path().contains("/customresourcedefinitions")
                && request.status() < 300;
        return defines ? request.after() : null;
    }

    /** A drain evicts pods at the same time, in an order that nobody asked for: it is not one when it is another the next time. */
    private static void sortEvictions(List<CanonicalEffect> effects) {
        for (int from = 0; from < effects.size(); from++) {
            int to = from;
            // Those that were refused lie in between: a drain tries them again.
            while (to < effects.size() && effects.get(to).operation().equals("evict")) {
                to++;
            }
            if (to - from > 1) {
                effects.subList(from, to)
                        .sort(Comparator.comparing(effect -> effect.object().text()));
            }
            from = Math.max(from, to);
        }
    }

    /** What one request came to, by itself; empty for a read. */
    public List<CanonicalEffect> effects(Request request) {
        ApiCall call = ApiCall.of(request, schemas);
        return call.isRead() ? List.of() : read(call);
    }

    /** A text that changes when what this makes of a request does. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder(RULES)
                .append('\n')
                .append(schemas.byResource().keySet());
        kinds.forEach(kind -> text.append('\n').append(kind.getClass().getName()));
        for (String[] table : TABLES) {
            Tables.lines(table[0], table[1]).forEach(line -> text.append('\n').append(line.words()));
        }
        return Fingerprint.of(text.toString());
    }

    private List<CanonicalEffect> read(ApiCall call) {
        for (EffectKind kind : kinds) {
            if (kind.covers(call)) {
                return standing(call, kind.effects(call));
            }
        }
        return List.of(call.effect("call").doubting(CanonicalEffect.UNKNOWN_CHANGES));
    }

    private static List<CanonicalEffect> standing(ApiCall call, List<CanonicalEffect> effects) {
        int status = call.request().status();
        if (status >= 300) {
            return effects.stream()
                    .map(effect -> effect.withStanding(Standing.REFUSED))
                    .toList();
        }
        if (isDryRun(call)) {
            return effects.stream()
                    .map(effect -> effect.withStanding(Standing.DRY_RUN))
                    .toList();
        }
        if (status == 0 && (call.request().before() == null || call.request().after() == null)) {
            return effects.stream()
                    .map(effect -> effect.doubting(CanonicalEffect.NO_ANSWER))
                    .toList();
        }
        return effects;
    }

    /** As the server decides it: a DELETE that has a body takes its options from there, and from nowhere else. */
    private static boolean isDryRun(ApiCall call) {
        boolean body = hasAll(call.body("dryRun"));
        boolean query = call.request().query().getOrDefault("dryRun", List.of()).contains("All");
        if (call.is("DELETE") && (call.request().body() != null || call.noted(Request.BODY_DROPPED))) {
            return body;
        }
        return query
                || call.is("DELETE") && body
                || call.isOn("eviction") && hasAll(call.body("deleteOptions", "dryRun"));
    }

    private static boolean hasAll(JsonNode list) {
        for (JsonNode one : list) {
            if (one.asText().equals("All")) {
                return true;
            }
        }
        return false;
    }

    /** What was made under a name that is made anew each time is called so afterwards, too. */
    private static CanonicalEffect underMadeName(CanonicalEffect effect, Request request, Map<String, String> made) {
        if (effect.standing() != Standing.EFFECT) {
            return effect;
        }
        String pattern = effect.object().name();
        if (effect.operation().equals("create")) {
            if (pattern != null && pattern.endsWith("*") && request.after() != null) {
                String name = request.after().path("metadata").path("name").asText();
                made.put(effect.object().named(name).text(), pattern);
            }
            return effect;
        }
        String known = made.isEmpty() ? null : made.get(effect.object().text());
        return known == null
                ? effect
                : effect.withObject(effect.object().named(known)).rewriting("name", String.valueOf(pattern));
    }

    private static boolean isOrdered(List<Request> requests) {
        long last = Long.MIN_VALUE;
        for (Request request : requests) {
            if (request.number() < last) {
                return false;
            }
            last = request.number();
        }
        return true;
    }

    private static List<EffectKind> load() {
        List<EffectKind> found = new ArrayList<>();
        ServiceLoader.load(EffectKind.class).forEach(found::add);
        String own = EffectReader.class.getPackageName() + ".kind.";
        found.sort(Comparator.comparing(kind -> kind.getClass().getName().startsWith(own)));
        return found;
    }
}
