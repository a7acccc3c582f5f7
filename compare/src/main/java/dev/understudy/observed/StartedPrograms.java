package dev.understudy.observed;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Starter;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one command as a tree, so that what one program did by starting another is counted once.
 *
 * <p>A program that is understood answers for all that it starts ({@code gunzip} is a script around {@code gzip}). One that
 * only passes on what it cannot name ({@code xargs}, {@code find -exec}, a shell function) is answered for by what it
 * started, where that was recorded. One that is not understood stays unknown, and what it started is told besides.
 */
final class StartedPrograms {
    private final Normalisers normalisers;
    private final Map<Integer, Invocation> byNumber = new HashMap<>();
    private final Map<Integer, List<Told>> meanings = new HashMap<>();
    private final Map<Integer, List<Invocation>> children = new HashMap<>();
    private final Map<Integer, List<Request>> requests = new HashMap<>();
    private final Set<Integer> decided = new HashSet<>();

    StartedPrograms(Normalisers normalisers) {
        this.normalisers = normalisers;
    }

    void add(Invocation invocation) {
        byNumber.put(invocation.number(), invocation);
        meanings.remove(invocation.number());
        if (invocation.parent() != null && invocation.layer() != Layer.REMOTE) {
            children.computeIfAbsent(invocation.parent(), parent -> new ArrayList<>())
                    .add(invocation);
        }
    }

    /** An invocation, which may be added later, made this request. */
    void requested(int invocation, Request request) {
        requests.computeIfAbsent(invocation, number -> new ArrayList<>()).add(request);
        meanings.remove(invocation);
    }

    /** The only client of clusters that made no request that is known; null where there is none, or several. */
    @Nullable
    Integer clientWithoutRequests() {
        List<Integer> clients = byNumber.values().stream()
                .filter(invocation -> DecidedByRequests.isClient(call(invocation)))
                .map(Invocation::number)
                .filter(number -> !requests.containsKey(number))
                .toList();
        return clients.size() == 1 ? clients.get(0) : null;
    }

    /** Whether it was its requests that told what the invocation did. */
    boolean isDecidedByRequests(Invocation invocation) {
        meaning(invocation);
        return decided.contains(invocation.number());
    }

    /** What this invocation did that no other one, of those added so far, answers for. */
    List<Told> ownActions(Invocation invocation) {
        if (invocation.layer() == Layer.REMOTE) {
            // Told by marks that any program could print: what ran there is a gap, whatever they say.
            return List.of();
        }
        if (passesOn(invocation) || isCovered(invocation) || neverRan(invocation)) {
            return List.of();
        }
        return meaning(invocation);
    }

    /** As {@link #ownActions}, without what programs that it started were asked about before and told. */
    List<Told> newActions(Invocation invocation) {
        List<Told> told = new ArrayList<>();
        descendants(invocation, new HashSet<>()).forEach(started -> told.addAll(meaning(started)));
        return ownActions(invocation).stream()
                .filter(one -> told.stream().noneMatch(other -> other.action().sameAs(one.action())))
                .toList();
    }

    private List<Told> meaning(Invocation invocation) {
        return meanings.computeIfAbsent(invocation.number(), number -> {
            ProgramCall call = call(invocation);
            List<Action> byArguments = normalisers.actions(call);
            Optional<List<Told>> told =
                    DecidedByRequests.actions(call, byArguments, requests.getOrDefault(number, List.of()));
            if (told.isPresent()) {
                decided.add(number);
            }
            return told.orElseGet(() -> Told.byArguments(byArguments));
        });
    }

    /** Whether the shell could not even start it: 127 not found, 126 not executable, as the shell itself says. */
    private boolean neverRan(Invocation invocation) {
        return invocation.exit() != null
                && (invocation.exit() == 127 || invocation.exit() == 126)
                && !children.containsKey(invocation.number())
                && meaning(invocation).stream().allMatch(one -> one.action().effect() == Effect.UNKNOWN)
                && Starter.of(call(invocation)).isEmpty();
    }

    private boolean isCovered(Invocation invocation) {
        Set<Integer> seen = new HashSet<>();
        Invocation child = invocation;
        while (child.parent() != null && seen.add(child.number())) {
            Invocation parent = byNumber.get(child.parent());
            if (parent == null) {
                return false;
            }
            if (child.layer() == Layer.EXEC && !passesOn(parent) && understood(parent)) {
                return true;
            }
            child = parent;
        }
        return false;
    }

    private boolean understood(Invocation invocation) {
        return meaning(invocation).stream().noneMatch(one -> one.action().effect() == Effect.UNKNOWN);
    }

    private boolean passesOn(Invocation invocation) {
        List<Invocation> started = children.getOrDefault(invocation.number(), List.of());
        if (started.isEmpty()) {
            return false;
        }
        // Only the shell itself starts others in its own layer: a function, eval, source.
        if (started.stream().anyMatch(child -> child.layer() == Layer.SHELL)) {
            return true;
        }
        Set<String> names = new HashSet<>();
        started.forEach(child -> names.add(call(child).program()));
        Set<String> passedTo = passedTo(invocation);
        return !passedTo.isEmpty() && names.containsAll(passedTo);
    }

    /** The names of the programs to which {@code xargs} or {@code find -exec} pass what their arguments do not tell. */
    private static Set<String> passedTo(Invocation invocation) {
        ProgramCall call = call(invocation);
        Set<String> names = new HashSet<>();
        Starter starter = Starter.of(call).orElse(null);
        @Nullable ProgramCall inner = starter == null ? null : starter.inner();
        if (starter != null && starter.addsArguments() && inner != null) {
            names.add(inner.program());
        } else if (call.program().equals("find")) {
            for (int i = 0; i + 1 < call.argv().size(); i++) {
                if (call.argv().get(i).matches("-(exec|ok)(dir)?")) {
                    String path = call.argv().get(i + 1);
                    names.add(path.substring(path.lastIndexOf('/') + 1));
                }
            }
        }
        return names;
    }

    private List<Invocation> descendants(Invocation invocation, Set<Integer> seen) {
        List<Invocation> found = new ArrayList<>();
        for (Invocation child : children.getOrDefault(invocation.number(), List.of())) {
            if (seen.add(child.number())) {
                found.add(child);
                found.addAll(descendants(child, seen));
            }
        }
        return found;
    }

    private static ProgramCall call(Invocation invocation) {
        return new ProgramCall(invocation.argv(), invocation.cwd(), invocation.env());
    }
}
