package dev.understudy.audit;

/** What is worth an entry in the audit log. Words are added, never changed: entries last. */
public enum Act {
    PROMOTED,
    PROMOTION_REQUESTED,
    PROMOTION_REFUSED,
    DEMOTED,
    REVIEWED,
    GROUP_SPLIT,
    RULE_MADE,
    RULE_PROPOSED,
    RULE_ENDED,
    BREAK_GLASS,
    LIVE_STARTED,
    PAUSED,
    RESUMED,
    STOPPED,
    OPERATION_APPROVED,
    OPERATION_SETTLED,
    /** A live run came to a write that its plan does not hold. */
    PLAN_LEFT,
    /** An alert held a live run. */
    ALERT_FIRED,
    /** A live run ended before its end, and nobody had stopped it. */
    LIVE_FAILED,
    ALL_LIVE_STOPPED,
    ALL_LIVE_ALLOWED,
    SCHEDULE_CREATED,
    SCHEDULE_PAUSED,
    SCHEDULE_RESUMED,
    SCHEDULE_BACKFILLED,
    SCHEDULE_DELETED,
    SCHEDULED_START_REFUSED,
    BACKTESTED
}
