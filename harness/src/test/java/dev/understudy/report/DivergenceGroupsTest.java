package dev.understudy.report;

import static dev.understudy.evidence.Shadowed.divergence;
import static dev.understudy.evidence.Shadowed.following;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.divergence.Severity;
import dev.understudy.evidence.Shadowed;
import dev.understudy.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceGroupsTest {
    @TempDir
    Path folder;

    private Store store;
    private Shadowed shadowed;
    private DivergenceGroups groups;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        shadowed = new Shadowed(store);
        groups = new DivergenceGroups(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void alike_over_runs_are_one_group_that_says_why_and_what_matters_comes_first() {
        shadowed.diverged("ann", divergence("d1", Severity.LOW));
        shadowed.diverged("bob", divergence("d1", Severity.LOW), following("d2", "d1"));
        shadowed.diverged("ann", divergence("d3", Severity.CRITICAL));

        assertThat(groups.open())
                .extracting(DivergenceGroup::severity)
                .containsExactly(Severity.CRITICAL, Severity.LOW);
        assertThat(groups.open().get(1)).satisfies(group -> {
            assertThat(group.members()).hasSize(2);
            assertThat(group.runs()).isEqualTo(2);
            assertThat(group.words()).isEqualTo("alike");
        });
    }

    @Test
    void a_verdict_for_the_group_is_given_to_each_of_it_and_to_no_other() {
        String first = shadowed.diverged("ann", divergence("d1", Severity.LOW), divergence("d9", Severity.HIGH));
        String second = shadowed.diverged("bob", divergence("d1", Severity.LOW));
        String key = groups.open().get(1).key();

        assertThat(groups.give(key, ReviewVerdict.BOTH_ACCEPTABLE, "either way", "rita"))
                .hasSize(2);

        Reviews reviews = new Reviews(store);
        assertThat(reviews.ofRun(first)).extracting(Review::divergence).containsExactly("d1");
        assertThat(reviews.ofRun(second)).extracting(Review::comment).containsExactly("either way");
        assertThat(groups.open()).hasSize(1);
    }

    @Test
    void a_group_that_was_split_by_a_run_stays_apart() {
        String first = shadowed.diverged("ann", divergence("d1", Severity.LOW));
        shadowed.diverged("bob", divergence("d1", Severity.LOW));
        String key = groups.open().get(0).key();

        groups.split(key, SplitField.RUN, first, "rita");
        shadowed.diverged("cleo", divergence("d1", Severity.LOW));

        assertThat(groups.open()).extracting(group -> group.members().size()).containsExactlyInAnyOrder(1, 2);
        assertThat(groups.open())
                .extracting(DivergenceGroup::words)
                .containsExactlyInAnyOrder("alike", "alike; apart, as the run is " + first);
        assertThat(groups.find(key))
                .hasValueSatisfying(rest -> assertThat(rest.members()).hasSize(2));
        assertThat(new AuditLog(store).latest(null, 1))
                .extracting(entry -> entry.act())
                .containsExactly(Act.GROUP_SPLIT);
    }

    @Test
    void a_group_that_was_split_by_a_field_is_one_for_each_value_from_then_on() {
        shadowed.diverged("ann", divergence("d1", Severity.LOW));
        shadowed.diverged("bob", divergence("d1", Severity.LOW));

        groups.split(groups.open().get(0).key(), SplitField.RUN, null, "rita");
        shadowed.diverged("cleo", divergence("d1", Severity.LOW));

        assertThat(groups.open()).hasSize(3);
    }

    @Test
    void what_is_not_there_is_not_split() {
        shadowed.diverged("ann", divergence("d1", Severity.LOW));
        String key = groups.open().get(0).key();

        assertThatThrownBy(() -> groups.split("nothing", SplitField.TARGET, null, "rita"))
                .hasMessage("there is no group nothing that waits");
        assertThatThrownBy(() -> groups.split(key, SplitField.TARGET, "mars", "rita"))
                .hasMessage("no divergence of the group has the target mars");
    }
}
