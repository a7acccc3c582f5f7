package dev.understudy.report;

import dev.understudy.action.Fingerprint;
import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Severity;
import dev.understudy.report.DivergenceGroup.Member;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The divergences that wait for a verdict, in groups of the same sort over all runs. A reviewer can split a group, and it
 * stays apart. Thread-safe.
 */
public final class DivergenceGroups {
    private final Store store;
    private final AuditLog audit;
    private final Reviews reviews;
    private final Clock clock;

    public DivergenceGroups(Store store) {
        this(store, Clock.systemUTC());
    }

    public DivergenceGroups(Store store, Clock clock) {
        this.store = store;
        this.audit = new AuditLog(store, clock);
        this.reviews = new Reviews(store, clock);
        this.clock = clock;
    }

    /** What matters first comes first: the most severe, then the most, then the latest. */
    public List<DivergenceGroup> open() {
        return store.read(DivergenceGroups::groups);
    }

    public Optional<DivergenceGroup> find(String key) {
        return open().stream().filter(group -> group.key().equals(key)).findFirst();
    }

    /**
     * Splits a group for good: into one group for each value of the field, or, with a value, those of that value from the
     * rest. What comes later is split the same.
     *
     * @throws IllegalArgumentException where there is no such group, or nothing of it has that value
     */
    public void split(String key, SplitField field, @Nullable String value, String person) {
        store.write(handle -> {
            Sorted sorted = sorted(handle).stream()
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no group " + key + " that waits"));
            boolean there = value == null
                    || groups(handle).stream()
                            .filter(group -> group.key().equals(key))
                            .flatMap(group -> group.members().stream())
                            .anyMatch(member -> member.value(field).equals(value));
            if (!there) {
                throw new IllegalArgumentException("no divergence of the group has the " + field.words() + " " + value);
            }
            handle.createUpdate("INSERT INTO group_split (number, likeness, field, value, split_by, at) VALUES"
                            + " ((SELECT COALESCE(MAX(number), 0) + 1 FROM group_split), :likeness, :field, :value,"
                            + " :person, :at)")
                    .bind("likeness", sorted.likeness())
                    .bind("field", field.name())
                    .bind("value", value)
                    .bind("person", person)
                    .bind("at", Micros.of(clock.instant()))
                    .execute();
            audit.append(
                    person,
                    Act.GROUP_SPLIT,
                    sorted.likeness(),
                    Map.of("by", field.words(), "value", value == null ? "" : value));
            return true;
        });
    }

    /**
     * Gives one verdict to all of a group that wait now.
     *
     * @return those that were judged, in the group's order
     * @throws IllegalArgumentException where there is no such group
     */
    public List<Review> give(String key, ReviewVerdict verdict, String comment, String reviewer) {
        DivergenceGroup group =
                find(key).orElseThrow(() -> new IllegalArgumentException("there is no group " + key + " that waits"));
        return group.members().stream()
                .map(member -> reviews.give(member.run(), member.id(), verdict, comment, reviewer))
                .toList();
    }

    private static List<DivergenceGroup> groups(Handle handle) {
        Map<String, List<Sorted>> byKey = new LinkedHashMap<>();
        sorted(handle)
                .forEach(one -> byKey.computeIfAbsent(one.key(), key -> new ArrayList<>())
                        .add(one));
        List<DivergenceGroup> groups = new ArrayList<>();
        byKey.forEach((key, all) -> groups.add(new DivergenceGroup(
                key,
                all.get(0).words(),
                all.get(0).kind(),
                all.get(0).member().severity(),
                all.stream().map(Sorted::member).toList())));
        groups.sort(Comparator.comparing(DivergenceGroup::severity)
                .thenComparing(group -> group.members().size())
                .thenComparing(DivergenceGroup::latest)
                .reversed());
        return groups;
    }

    private static List<Sorted> sorted(Handle handle) {
        Map<String, List<Split>> splits = new LinkedHashMap<>();
        handle.createQuery("SELECT likeness, field, value FROM group_split ORDER BY number")
                .map((row, context) -> new Split(
                        row.getString("likeness"), SplitField.valueOf(row.getString("field")), row.getString("value")))
                .forEach(split -> splits.computeIfAbsent(split.likeness(), key -> new ArrayList<>())
                        .add(split));
        return handle.createQuery("SELECT d.*, r.runbook, r.target, r.workflow_type,"
                        + " COALESCE(r.ended_at, r.started_at) AS at FROM divergence d JOIN run r ON r.id = d.run"
                        + " WHERE d.cause IS NULL AND d.excused = 0 AND NOT EXISTS (SELECT 1 FROM review v"
                        + " WHERE v.run = d.run AND v.divergence = d.id)"
                        + " ORDER BY d.severity_rank DESC, at DESC, d.run, d.number")
                .map((row, context) -> sorted(row, splits))
                .list();
    }

    private static Sorted sorted(ResultSet row, Map<String, List<Split>> splits) throws SQLException {
        Member member = new Member(
                row.getString("run"),
                row.getString("id"),
                Severity.valueOf(row.getString("severity")),
                row.getString("title"),
                row.getString("step"),
                row.getString("target"),
                row.getString("runbook"),
                row.getString("workflow_type"),
                Micros.instant(row.getLong("at")));
        String likeness = row.getString("likeness");
        StringBuilder key = new StringBuilder(likeness);
        StringBuilder words = new StringBuilder(
                row.getString("alike_words").isEmpty() ? member.title() : row.getString("alike_words"));
        for (Split split : splits.getOrDefault(likeness, List.of())) {
            String value = member.value(split.field());
            if (split.value() == null || split.value().equals(value)) {
                key.append('\n').append(split.field()).append('\n').append(value);
                words.append("; apart, as the ")
                        .append(split.field().words())
                        .append(" is ")
                        .append(value);
            }
        }
        return new Sorted(
                Fingerprint.of(key.toString()),
                likeness,
                words.toString(),
                DivergenceKind.valueOf(row.getString("kind")),
                member);
    }

    private record Split(
            String likeness, SplitField field, @Nullable String value) {}

    private record Sorted(String key, String likeness, String words, DivergenceKind kind, Member member) {}
}
