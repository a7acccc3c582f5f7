package dev.understudy.api;

import dev.understudy.audit.AuditLog;
import dev.understudy.evidence.Evidences;
import dev.understudy.harness.Harness;
import dev.understudy.journal.Journal;
import dev.understudy.library.RunbookLibrary;
import dev.understudy.people.Callers;
import dev.understudy.promotion.Promotions;
import dev.understudy.report.DivergenceGroups;
import dev.understudy.report.Reports;
import dev.understudy.report.Reviews;
import dev.understudy.rulebook.RuleBook;
import dev.understudy.run.Runs;
import dev.understudy.run.Targets;
import dev.understudy.store.Store;
import dev.understudy.transcript.Sessions;

/** All that the API and the pages work with. */
public record Backstage(
        Store store,
        Harness harness,
        Targets targets,
        RunbookLibrary library,
        Callers callers,
        Runs runs,
        Sessions sessions,
        Journal journal,
        Reports reports,
        Reviews reviews,
        Evidences evidences,
        Promotions promotions,
        AuditLog audit,
        RuleBook rules,
        DivergenceGroups groups) {
    public static Backstage of(
            Store store,
            Harness harness,
            Promotions promotions,
            Targets targets,
            RunbookLibrary library,
            Callers callers,
            RuleBook rules) {
        return new Backstage(
                store,
                harness,
                targets,
                library,
                callers,
                new Runs(store),
                new Sessions(store),
                new Journal(store),
                new Reports(store),
                new Reviews(store),
                new Evidences(store),
                promotions,
                new AuditLog(store),
                rules,
                new DivergenceGroups(store));
    }
}
