package dev.understudy.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Effect;
import dev.understudy.action.Normalisers;
import dev.understudy.action.file.Redirections;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedActionsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private final List<SessionEvent> events = new ArrayList<>();
    private int number;

    ObservedActionsTest() {
        add(new SessionEvent.SessionStarted(1, START, "s1", "r1", "rb", "f", "t", "alice", "h", Map.of(), true));
    }

    @Test
    void a_loop_is_one_command_and_many_actions_in_order_of_start() {
        typed("for f in a b; do gzip $f; done");
        ran(2, Layer.SHELL, null, "gzip", "b");
        ran(1, Layer.SHELL, null, "gzip", "a");

        assertThat(objects(ObservedActions.of(events))).containsExactly("file:/data/a", "file:/data/b");
        assertThat(ObservedActions.of(events)).extracting(ObservedAction::id).containsExactly("s1/1.2.1", "s1/1.1.1");
    }

    @Test
    void a_shell_function_is_no_action_but_what_it_calls_is() {
        typed("cleanup a");
        ran(2, Layer.SHELL, 1, "rm", "a");
        ran(1, Layer.SHELL, null, "cleanup", "a");

        assertThat(objects(ObservedActions.of(events))).containsExactly("file:/data/a");
        assertThat(objects(oneByOne())).containsExactly("file:/data/a");
    }

    @Test
    void what_timeout_started_is_counted_once() {
        typed("timeout 5 rm a");
        ran(2, Layer.EXEC, 1, "rm", "a");
        ran(1, Layer.SHELL, null, "timeout", "5", "rm", "a");

        assertThat(objects(ObservedActions.of(events))).containsExactly("file:/data/a");
        assertThat(objects(oneByOne())).containsExactly("file:/data/a");
    }

    @Test
    void what_xargs_started_is_told_by_what_it_started() {
        typed("ls | xargs rm");
        ran(2, Layer.EXEC, 1, "rm", "a", "b");
        ran(1, Layer.SHELL, null, "xargs", "rm");

        assertThat(ObservedActions.of(events)).allMatch(one -> one.action().effect() == Effect.DESTRUCTIVE);
        assertThat(objects(ObservedActions.of(events))).containsExactly("file:/data/a", "file:/data/b");
        assertThat(objects(oneByOne())).containsExactly("file:/data/a", "file:/data/b");
    }

    @Test
    void xargs_whose_programs_were_not_recorded_is_unknown() {
        typed("ls | xargs rm");
        ran(1, Layer.SHELL, null, "xargs", "rm");

        assertThat(ObservedActions.of(events))
                .singleElement()
                .satisfies(one -> assertThat(one.action().effect()).isEqualTo(Effect.UNKNOWN));
    }

    @Test
    void a_script_stays_unknown_though_some_of_what_it_started_was_seen() {
        typed("./fix.sh");
        ran(2, Layer.EXEC, 1, "kubectl", "cordon", "n1");
        ran(1, Layer.SHELL, null, "./fix.sh");

        assertThat(objects(ObservedActions.of(events)))
                .containsExactlyInAnyOrder("program:fix.sh", "kubernetes:/nodes/n1");
    }

    @Test
    void a_program_that_is_understood_answers_for_what_it_starts() {
        typed("gunzip a.gz");
        ran(2, Layer.EXEC, 1, "gzip", "-d", "a.gz");
        ran(1, Layer.SHELL, null, "gunzip", "a.gz");

        assertThat(ObservedActions.of(events)).hasSize(1);
        assertThat(oneByOne()).hasSize(1);
    }

    @Test
    void a_file_that_the_shell_writes_is_an_action() {
        typed("echo 1 > conf");
        ran(1, Layer.SHELL, null, "echo", "1");
        add(new SessionEvent.CommandFinished(events.size() + 1L, START.plusSeconds(90), 1, 0, Output.NONE));

        assertThat(objects(ObservedActions.of(events))).containsExactly("file:/data/conf");
        assertThat(objects(oneByOne())).containsExactly("file:/data/conf");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '^', textBlock = """
            echo a > b                              => file:/data/b
            echo a >>/x/b 2>&1                      => file:/x/b
            make &> log; ls 2>err                   => file:/data/log file:/data/err
            ls > "a b"                              => file:/data/a b
            ls > $f                                 => file:?
            cd /x && ls > f                         => file:?
            ls 2>/dev/null >/dev/null               => ^^
            ls > /tmp/scratch                       => ^^
            echo "a > b" 'c > d' \\> e              => ^^
            [[ a > b ]] && (( 2 > 1 )) && echo $((3>2)) => ^^
            diff <(ls a) <(ls b) # > c              => ^^
            ls 2>&1 >&2                             => ^^
            while read x; do echo; done < <(ls)     => ^^
            """)
    void the_targets_of_redirections_are_read_from_the_line(String typed, String objects) {
        assertThat(String.join(
                        " ",
                        Redirections.actions(typed, "/data").stream()
                                .map(action -> action.object())
                                .toList()))
                .isEqualTo(objects);
    }

    @Test
    void what_stands_in_a_here_document_is_no_redirection() {
        assertThat(Redirections.actions("cat <<EOF > out\na > b\nEOF\nls > c", "/data"))
                .extracting(action -> action.object())
                .containsExactly("file:/data/out", "file:/data/c");
    }

    @Test
    void what_a_remote_shell_says_of_itself_is_no_action() {
        typed("ssh db-7");
        ran(2, Layer.REMOTE, 1, "rm a");
        ran(1, Layer.SHELL, null, "ssh", "db-7");

        assertThat(objects(ObservedActions.of(events))).noneMatch(object -> object.contains("/a"));
        assertThat(objects(oneByOne())).isEqualTo(objects(ObservedActions.of(events)));
    }

    private List<ObservedAction> oneByOne() {
        ObservedActions actions = new ObservedActions(Normalisers.installed());
        List<ObservedAction> all = new ArrayList<>();
        events.forEach(event -> all.addAll(actions.accept(event)));
        return all;
    }

    private static List<String> objects(List<ObservedAction> actions) {
        return actions.stream().map(one -> one.action().object()).toList();
    }

    private void typed(String line) {
        add(new SessionEvent.CommandStarted(2, START, 1, line, "/data", "step-1"));
    }

    /** Recorded in the order of the calls; {@code at} says when it was started. What was started by another has number 9. */
    private void ran(int at, Layer layer, @Nullable Integer parent, String... argv) {
        int own = parent == null ? ++number : 9;
        add(new SessionEvent.Invoked(
                events.size() + 1L,
                START.plusSeconds(50),
                1,
                new Invocation(
                        own,
                        List.of(argv),
                        null,
                        "/data",
                        Map.of(),
                        0,
                        ExitKnown.OBSERVED,
                        layer,
                        parent,
                        START.plusSeconds(at),
                        START.plusSeconds(at + 1L))));
    }

    private void add(SessionEvent event) {
        events.add(event);
    }
}
