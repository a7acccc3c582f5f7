package dev.understudy.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The conditions of a filter, of which each may be absent. The SQL is fixed text; values are always bound. Not thread-safe. */
public final class Conditions {
    private final List<String> clauses = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a clause that names {@code :name}, unless the value is null. */
    public Conditions and(String clause, String name, @Nullable Object value) {
        if (value != null) {
            clauses.add(clause);
            values.put(name, value instanceof Enum<?> word ? word.name() : value);
        }
        return this;
    }

    /** The same conditions, to add more. */
    public Conditions copy() {
        Conditions copy = new Conditions();
        copy.clauses.addAll(clauses);
        copy.values.putAll(values);
        return copy;
    }

    /** {@code  WHERE a AND b}, or nothing. */
    public String where() {
        return clauses.isEmpty() ? "" : " WHERE " + String.join(" AND ", clauses);
    }

    public Query bind(Query query) {
        values.forEach(query::bind);
        return query;
    }
}
