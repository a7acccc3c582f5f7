package dev.understudy.rulebook;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.divergence.Report;
import dev.understudy.harness.ComparedRuns;
import dev.understudy.report.Reports;
import dev.understudy.rule.Rule;
import dev.understudy.rule.Rules;
import dev.understudy.run.Runs;
import dev.understudy.runbook.Runbook;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All rules, in every version. Whoever makes, changes, confirms or ends one has all stored runs scored anew; reports whose
 * place others take stay readable. Thread-safe.
 */
public final class RuleBook {
    private final Store store;
    private final Reports reports;
    private final AuditLog audit;
    private final Previews previews;
    private final Consumer<String> changed;
    private final Clock clock;
    /** No report is saved while the rules change, or it would be scored by rules that no longer hold. */
    private final Object lock = new Object();

    /**
     * @param runbooks the runbooks that are here, by id
     * @param changed told of each run whose report was made anew
     */
    public RuleBook(Store store, Function<String, Optional<Runbook>> runbooks, Consumer<String> changed, Clock clock) {
        this.store = store;
        this.reports = new Reports(store, clock);
        this.audit = new AuditLog(store, clock);
        this.previews = new Previews(reports, new Runs(store), new ComparedRuns(store, runbooks));
        this.changed = changed;
        this.clock = clock;
    }

    /** The rules that are in force. */
    public Rules inForce() {
        return new Rules(standings(store.read(RuleRows::all)).stream()
                .map(RuleStanding::current)
                .filter(rule -> rule != null && rule.state() == RuleState.IN_FORCE)
                .map(StoredRule::rule)
                .toList());
    }

    /** Keeps the report of a run that was compared, with what the rules hide in it. */
    public void save(Report report) {
        synchronized (lock) {
            reports.save(inForce().apply(report));
        }
    }

    /** Every rule that there ever was, the latest first, each with what it hides. */
    public List<RuleStanding> all() {
        List<RuleStanding> all = new ArrayList<>(standings(store.read(RuleRows::all)));
        java.util.Collections.reverse(all);
        return all.stream().map(this::withHidden).toList();
    }

    public Optional<RuleStanding> find(String id) {
        return standings(store.read(RuleRows::all)).stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .map(this::withHidden);
    }

    /** What making or changing the rule would do. @throws RuleRefused where the draft cannot be a rule */
    public RulePreview preview(RuleDraft draft, String author) {
        Rule rule = rule(draft, author, "a second person");
        return previews.of(with(rule), rule);
    }

    /** What ending the rule would do. @throws RuleRefused where there is no such rule in force */
    public RulePreview previewEnd(String id) {
        held(id);
        return previews.of(without(id), null);
    }

    /**
     * Makes a rule, or a new version of one. Where it needs two people it is proposed, and hides nothing until another
     * confirms it.
     *
     * @throws RuleRefused where the draft cannot be a rule
     */
    public StoredRule make(RuleDraft draft, String author) {
        synchronized (lock) {
            boolean two = !preview(draft, author).needsTwo().isEmpty();
            Rule rule = rule(draft, author, null);
            StoredRule made = new StoredRule(rule, two ? RuleState.PROPOSED : RuleState.IN_FORCE);
            insert(made, author, two ? Act.RULE_PROPOSED : Act.RULE_MADE);
            if (!two) {
                rescore(rule.name() + " made by " + author);
            }
            return made;
        }
    }

    /** Confirms, as the second person, what another proposed. @throws RuleRefused where that cannot be */
    public StoredRule confirm(String id, String person) {
        synchronized (lock) {
            StoredRule proposed = find(id).map(RuleStanding::proposed)
                    .orElseThrow(() -> new RuleRefused("no version of " + id + " waits for a second person"));
            Rule rule = proposed.rule();
            if (rule.author().equals(person)) {
                throw new RuleRefused(rule.name() + " was proposed by " + person + ": another person must confirm it");
            }
            StoredRule confirmed = new StoredRule(
                    new Rule(
                            rule.id(),
                            rule.version() + 1,
                            rule.scope(),
                            rule.reason(),
                            rule.author(),
                            person,
                            now(),
                            rule.ends()),
                    RuleState.IN_FORCE);
            insert(confirmed, person, Act.RULE_MADE);
            rescore(confirmed.rule().name() + " made by " + rule.author() + " and " + person);
            return confirmed;
        }
    }

    /** Ends a rule, or takes back a proposal; anyone may. @throws RuleRefused where there is none to end */
    public StoredRule end(String id, String person, String reason) {
        synchronized (lock) {
            RuleStanding standing = find(id).orElseThrow(() -> new RuleRefused("there is no rule " + id));
            StoredRule last = standing.versions().get(standing.versions().size() - 1);
            if (last.state() == RuleState.ENDED) {
                throw new RuleRefused(
                        id + " was ended before, by " + last.rule().author());
            }
            Rule rule = last.rule();
            StoredRule ended = new StoredRule(
                    new Rule(id, rule.version() + 1, rule.scope(), needed(reason), person, null, now(), rule.ends()),
                    RuleState.ENDED);
            insert(ended, person, Act.RULE_ENDED);
            rescore(id + " ended by " + person);
            return ended;
        }
    }

    private void insert(StoredRule made, String person, Act act) {
        store.write(handle -> {
            RuleRows.insert(handle, made);
            audit.append(
                    person,
                    act,
                    made.rule().id(),
                    Map.of(
                            "version", Integer.toString(made.rule().version()),
                            "scope", made.rule().scope().words(),
                            "reason", made.rule().reason(),
                            "ends", made.rule().ends().toString()));
            return true;
        });
    }

    private void rescore(String why) {
        Rules rules = inForce();
        for (Report report : reports.all()) {
            Report anew = rules.apply(report);
            if (!anew.equals(report)) {
                reports.save(anew, why);
                changed.accept(report.run());
            }
        }
    }

    private Rule rule(RuleDraft draft, String author, @Nullable String confirmedBy) {
        if (author.isBlank()) {
            throw new RuleRefused("a rule needs its author's name");
        }
        if (!draft.ends().isAfter(clock.instant())) {
            throw new RuleRefused("the rule's end, " + draft.ends() + ", has passed: choose a later one");
        }
        String id = draft.rule();
        if (id == null) {
            return new Rule(
                    store.read(RuleRows::nextId),
                    1,
                    draft.scope(),
                    needed(draft.reason()),
                    author,
                    confirmedBy,
                    now(),
                    draft.ends());
        }
        List<StoredRule> versions = find(id).orElseThrow(() -> new RuleRefused("there is no rule " + id + " to change"))
                .versions();
        StoredRule last = versions.get(versions.size() - 1);
        if (last.state() == RuleState.ENDED) {
            throw new RuleRefused(id + " was ended: make a new rule");
        }
        int next = last.rule().version() + 1;
        return new Rule(id, next, draft.scope(), needed(draft.reason()), author, confirmedBy, now(), draft.ends());
    }

    private static String needed(String reason) {
        if (reason.isBlank()) {
            throw new RuleRefused("say why: whoever reads the rule later has nothing but its reason");
        }
        return reason.strip();
    }

    private void held(String id) {
        if (inForce().all().stream().noneMatch(rule -> rule.id().equals(id))) {
            throw new RuleRefused("no rule " + id + " is in force");
        }
    }

    private Rules with(Rule rule) {
        List<Rule> rules = new ArrayList<>(without(rule.id()).all());
        rules.add(rule);
        return new Rules(rules);
    }

    private Rules without(String id) {
        return new Rules(
                inForce().all().stream().filter(rule -> !rule.id().equals(id)).toList());
    }

    private Instant now() {
        return Micros.truncated(clock.instant());
    }

    private RuleStanding withHidden(RuleStanding rule) {
        List<HiddenDivergence> hid = store.read(handle -> RuleRows.hidden(handle, rule.id()));
        return new RuleStanding(rule.id(), rule.current(), rule.proposed(), rule.versions(), hid);
    }

    private static List<RuleStanding> standings(List<StoredRule> all) {
        Map<String, List<StoredRule>> byRule = new LinkedHashMap<>();
        all.forEach(rule -> byRule.computeIfAbsent(rule.rule().id(), id -> new ArrayList<>())
                .add(rule));
        List<RuleStanding> standings = new ArrayList<>();
        byRule.forEach((id, versions) -> {
            StoredRule last = versions.get(versions.size() - 1);
            StoredRule current = versions.stream()
                    .filter(rule -> rule.state() != RuleState.PROPOSED)
                    .reduce((earlier, later) -> later)
                    .orElse(null);
            standings.add(new RuleStanding(
                    id, current, last.state() == RuleState.PROPOSED ? last : null, versions, List.of()));
        });
        return standings;
    }
}
