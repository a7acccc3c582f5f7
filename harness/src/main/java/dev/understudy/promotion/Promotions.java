package dev.understudy.promotion;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.control.Incident;
import dev.understudy.evidence.Aim;
import dev.understudy.evidence.Evidence;
import dev.understudy.evidence.Evidences;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.operation.Mode;
import dev.understudy.promotion.PromotionResult.Promoted;
import dev.understudy.promotion.PromotionResult.Refused;
import dev.understudy.promotion.PromotionResult.Requested;
import dev.understudy.promotion.Refusal.Reason;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The mode of each workflow, and the only way to change it. Every answer is read from the store at the call: pages and
 * workers see the same. Every change, and every refusal, is in the audit log. Thread-safe.
 */
public final class Promotions {
    /** Who acts where no person does. */
    public static final String ITSELF = "understudy";

    private final Store store;
    private final Policies policies;
    private final Clock clock;
    private final Evidences evidences;
    private final AuditLog audit;
    private final LiveStop liveStop;

    public Promotions(Store store, Policies policies) {
        this(store, policies, Clock.systemUTC());
    }

    public Promotions(Store store, Policies policies, Clock clock) {
        this.store = store;
        this.policies = policies;
        this.clock = clock;
        this.evidences = new Evidences(store, clock);
        this.audit = new AuditLog(store, clock);
        this.liveStop = new LiveStop(store, clock);
    }

    /**
     * The second key of a live write: whether this version of the workflow is promoted now, and live writes are not stopped.
     * False wherever that cannot be known.
     */
    public boolean confirms(String workflowType, String fingerprint) {
        try {
            return !liveStop.stopped() && mode(workflowType, fingerprint) == Mode.LIVE;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What this version of the workflow may do: {@code LIVE} or {@code SHADOW}. */
    public Mode mode(String workflowType, String fingerprint) {
        return current(workflowType)
                .filter(change ->
                        change.permits(fingerprint, change.expiresAt() == null ? now() : audit.notBefore(now())))
                .map(ModeChange::mode)
                .orElse(Mode.SHADOW);
    }

    /** The change that holds; empty where there never was one. */
    public Optional<ModeChange> current(String workflowType) {
        return store.read(handle -> PromotionRows.current(handle, workflowType));
    }

    /** All changes, the latest first. */
    public List<ModeChange> history(String workflowType) {
        return store.read(handle -> PromotionRows.history(handle, workflowType, Integer.MAX_VALUE));
    }

    /** The request that waits for a second person. */
    public Optional<PromotionRequest> pending(String workflowType) {
        return store.read(handle -> PromotionRows.pending(handle, workflowType));
    }

    public Policy policy(String workflowType) {
        return policies.of(workflowType);
    }

    public Evidence evidence(WorkflowVersion version) {
        return evidences.of(version, policy(version.workflowType()).aim());
    }

    /** What stands against a promotion by this person now, to show before it is tried; empty where nothing does. */
    public List<Refusal> obstacles(Candidate candidate, String by) {
        return Gate.refusals(
                candidate,
                policy(candidate.version().workflowType()),
                evidence(candidate.version()),
                by,
                "a reason",
                clock.instant());
    }

    /**
     * Promotes the workflow as it is now, or asks for a second person where the policy wants one.
     *
     * @param seen the version that the person looked at; null where they named the workflow only
     */
    public PromotionResult promote(Candidate candidate, @Nullable WorkflowVersion seen, String by, String reason) {
        return store.write(handle -> {
            Evidence evidence = evidence(candidate.version());
            Policy policy = policy(candidate.version().workflowType());
            List<Refusal> refusals = new ArrayList<>(changed(handle, candidate, seen));
            refusals.addAll(Gate.refusals(candidate, policy, evidence, by, reason, clock.instant()));
            if (!refusals.isEmpty()) {
                return refused(candidate, by, reason, refusals);
            }
            return policy.twoPeople()
                    ? requested(handle, candidate, evidence, by, reason, false)
                    : promoted(handle, candidate, evidence, by, null, reason, false);
        });
    }

    /** Asks for a promotion in spite of lacking evidence or a closed change window. Always needs a second person. */
    public PromotionResult override(Candidate candidate, @Nullable WorkflowVersion seen, String by, String reason) {
        return store.write(handle -> {
            Evidence evidence = evidence(candidate.version());
            Policy policy = policy(candidate.version().workflowType());
            List<Refusal> refusals = new ArrayList<>(changed(handle, candidate, seen));
            Gate.refusals(candidate, policy, evidence, by, reason, clock.instant()).stream()
                    .filter(refusal -> !refusal.reason().overridable())
                    .forEach(refusals::add);
            return refusals.isEmpty()
                    ? requested(handle, candidate, evidence, by, reason, true)
                    : refused(candidate, by, reason, refusals);
        });
    }

    /** Confirms the request that waits, as a second person. What was asked for must still be what is there. */
    public PromotionResult confirm(Candidate candidate, String by) {
        return store.write(handle -> {
            WorkflowVersion version = candidate.version();
            Optional<PromotionRequest> pending = PromotionRows.pending(handle, version.workflowType());
            if (pending.isEmpty()) {
                return refused(
                        candidate,
                        by,
                        "",
                        List.of(new Refusal(
                                Reason.NOT_REQUESTED,
                                "nobody has asked to promote " + version.workflowType() + "; ask for it first")));
            }
            PromotionRequest request = pending.get();
            Evidence evidence = evidence(version);
            List<Refusal> refusals =
                    new ArrayList<>(Gate.ofChange(version, request.fingerprint(), request.runbookFingerprint()));
            if (Gate.samePerson(request.by(), by)) {
                refusals.add(new Refusal(Reason.SAME_PERSON, by + " asked for it; somebody else must confirm"));
            }
            Gate.refusals(candidate, policy(version.workflowType()), evidence, by, request.reason(), clock.instant())
                    .stream()
                    .filter(refusal -> !(request.overrides() && refusal.reason().overridable()))
                    .forEach(refusals::add);
            return refusals.isEmpty()
                    ? promoted(handle, candidate, evidence, request.by(), by, request.reason(), request.overrides())
                    : refused(candidate, by, request.reason(), refusals);
        });
    }

    /**
     * Takes the workflow off the stage at once: it shadows again. Anyone may.
     *
     * @return the change; the one before where it was no longer live
     */
    public Optional<ModeChange> demote(String workflowType, String by, String reason) {
        return store.write(handle -> {
            PromotionRows.settle(handle, workflowType, "WITHDRAWN");
            Optional<ModeChange> before = PromotionRows.current(handle, workflowType);
            if (before.isEmpty() || before.get().mode() != Mode.LIVE) {
                return before;
            }
            ModeChange change = new ModeChange(
                    PromotionRows.next(handle, "mode_change"),
                    workflowType,
                    Mode.SHADOW,
                    null,
                    null,
                    by,
                    null,
                    reason,
                    false,
                    null,
                    null,
                    now());
            PromotionRows.insert(handle, change);
            audit.append(by, Act.DEMOTED, workflowType, Map.of("reason", reason));
            return Optional.of(change);
        });
    }

    /**
     * Demotes where something happened in a live run that the workflow's policy does not forgive. What happened is the reason.
     *
     * @return empty where the policy lets it stay, or where it was not promoted
     */
    public Optional<ModeChange> met(Incident incident) {
        if (!policy(incident.workflowType()).demoteOn().contains(incident.kind())) {
            return Optional.empty();
        }
        String what = switch (incident.kind()) {
            case PLAN_LEFT -> "left its plan in run ";
            case GUARD -> "an alert fired in run ";
            case RUN_FAILED -> "failed in run ";
        };
        return demote(incident.workflowType(), ITSELF, what + incident.run() + ": " + incident.why());
    }

    /**
     * Demotes what may no longer act: promotions that expired or whose evidence did, and those of a version that is not the
     * deployed one. To be called at the start, before any worker, and now and then while the server runs.
     *
     * @param deployed the workflows as they are now; others are left alone
     */
    public List<ModeChange> demoteStale(Collection<WorkflowVersion> deployed) {
        return store.write(handle -> {
            List<ModeChange> demoted = new ArrayList<>();
            for (ModeChange live : PromotionRows.live(handle)) {
                Stale.why(live, deployed, audit.notBefore(now()))
                        .or(() -> evidenceExpired(live, deployed))
                        .flatMap(why -> demote(live.workflowType(), ITSELF, why))
                        .ifPresent(demoted::add);
            }
            return demoted;
        });
    }

    /** What two people decided in spite of the evidence does not end for want of it. */
    private Optional<String> evidenceExpired(ModeChange live, Collection<WorkflowVersion> deployed) {
        Aim aim = policy(live.workflowType()).aim();
        if (live.overridden() || aim.daysValid() == null) {
            return Optional.empty();
        }
        Aim whateverItsAge = new Aim(aim.rate(), aim.confidence(), null, aim.halfLifeDays());
        return deployed.stream()
                .filter(version -> version.workflowType().equals(live.workflowType()))
                .findFirst()
                .filter(version -> !evidences.of(version, aim).suffices()
                        && evidences.of(version, whateverItsAge).suffices())
                .map(version -> "its evidence expired, for runs count for " + aim.daysValid() + " days: "
                        + evidences.of(version, aim).sentence());
    }

    private List<Refusal> changed(Handle handle, Candidate candidate, @Nullable WorkflowVersion seen) {
        WorkflowVersion version = candidate.version();
        List<Refusal> refusals = new ArrayList<>();
        if (seen != null) {
            refusals.addAll(Gate.ofChange(version, seen.fingerprint(), seen.runbookFingerprint()));
        }
        boolean live = PromotionRows.current(handle, version.workflowType())
                .filter(change -> change.permits(version.fingerprint(), now()))
                .isPresent();
        if (live) {
            refusals.add(new Refusal(Reason.ALREADY_LIVE, version.workflowType() + " is live already"));
        }
        return refusals;
    }

    private PromotionResult refused(Candidate candidate, String by, String reason, List<Refusal> refusals) {
        Refused refused = new Refused(refusals);
        audit.append(
                by,
                Act.PROMOTION_REFUSED,
                candidate.version().workflowType(),
                Map.of("reason", reason, "refusal", refused.words()));
        return refused;
    }

    private PromotionResult requested(
            Handle handle, Candidate candidate, Evidence evidence, String by, String reason, boolean overrides) {
        WorkflowVersion version = candidate.version();
        PromotionRequest request = new PromotionRequest(
                PromotionRows.next(handle, "promotion_request"),
                version.workflowType(),
                version.fingerprint(),
                version.runbookFingerprint(),
                by,
                reason,
                overrides,
                evidence.sentence(),
                now());
        PromotionRows.insert(handle, request);
        audit.append(
                by, Act.PROMOTION_REQUESTED, version.workflowType(), details(version, evidence, reason, overrides));
        return new Requested(request);
    }

    private PromotionResult promoted(
            Handle handle,
            Candidate candidate,
            Evidence evidence,
            String by,
            @Nullable String confirmedBy,
            String reason,
            boolean overridden) {
        WorkflowVersion version = candidate.version();
        Integer days = policy(version.workflowType()).daysLive();
        ModeChange change = new ModeChange(
                PromotionRows.next(handle, "mode_change"),
                version.workflowType(),
                Mode.LIVE,
                version.fingerprint(),
                version.runbookFingerprint(),
                by,
                confirmedBy,
                reason,
                overridden,
                evidence.sentence(),
                days == null ? null : now().plus(Duration.ofDays(days)),
                now());
        PromotionRows.insert(handle, change);
        PromotionRows.settle(handle, version.workflowType(), "CONFIRMED");
        Map<String, String> details = details(version, evidence, reason, overridden);
        if (confirmedBy != null) {
            details.put("confirmedBy", confirmedBy);
        }
        audit.append(by, Act.PROMOTED, version.workflowType(), details);
        return new Promoted(change);
    }

    private static Map<String, String> details(
            WorkflowVersion version, Evidence evidence, String reason, boolean overrides) {
        Map<String, String> details = new TreeMap<>();
        details.put("fingerprint", version.fingerprint());
        details.put("runbookFingerprint", version.runbookFingerprint());
        details.put("evidence", evidence.sentence());
        details.put("reason", reason);
        details.put("overrides", String.valueOf(overrides));
        return details;
    }

    private Instant now() {
        return Micros.truncated(clock.instant());
    }
}
