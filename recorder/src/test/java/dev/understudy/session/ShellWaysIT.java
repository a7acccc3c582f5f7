package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.Layer;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a shell can be told to run something, each typed into one real recorded session. */
class ShellWaysIT {
    /** A typed line, a {@code →}, and the calls of the shell that it makes, sorted, each with its exit code. */
    private static final String WAYS = """
            (trap 'true bye' EXIT; exit 4) → exit 4=4, trap true bye EXIT=0, true bye=0
            (trap 'ls /nope; true x' EXIT; exit 5) 2>/dev/null → exit 5=5, ls /nope=2, trap ls /nope; true x EXIT=0, true x=0
            f() { local a=1; return 5; }; f → f=5, local a=1=0, return 5=5
            ! true → true=0
            true && false || (exit 6) → exit 6=6, false=1, true=0
            set -o pipefail; false | true; set +o pipefail → false=1, set +o pipefail=0, set -o pipefail=0, true=0
            (exit 3) | (exit 4) | true → exit 3=3, exit 4=4, true=0
            case abc in a*) true yes;; *) false no;; esac → true yes=0
            diff <(echo 1) <(echo 2) >/dev/null → diff /dev/fd/63 /dev/fd/62=1, echo 1=0, echo 2=0
            x=$(false); true → false=1, true=0, x==1
            if false; then :; elif [ 1 = 1 ]; then (exit 8); fi → [ 1 = 1 ]=0, exit 8=8, false=1
            for ((i=0;i<2;i++)); do (exit $i); done → exit 0=0, exit 1=1
            eval 'true a; false b' → eval true a; false b=1, false b=1, true a=0
            { true g; false; } | cat → cat=0, false=1, true g=0
            sleep 0.02 & wait $! → sleep 0.02=0, wait *=0
            seq 2 | while read n; do test $n = 2; done → read n=0, read n=0, read n=1, seq 2=0, test 1 = 2=1, test 2 = 2=0
            A=1 B='x y' env >/dev/null → env=0
            command ls -d / >/dev/null → command ls -d /=0
            [[ a == b ]] → [[ a == b ]]=1
            ((1 > 2)) → (( 1 > 2 ))=1
            echo {a..b}{1,2} $'t\\tb' 'ünï' → echo a1 a2 b1 b2 t\tb ünï=0
            printf '%s\\n' 1 2 | xargs -I{} sh -c 'exit {}' → printf %s\\n 1 2=0, xargs -I{} sh -c exit {}=123
            timeout 0.05 sleep 1 → timeout 0.05 sleep 1=124
            sh -c 'kill -9 $$' → sh -c kill -9 $$=137
            nosuchcommand --x → nosuchcommand --x=127
            read -t 0.01 v → read -t 0.01 v=142
            f() ( exit 6 ); f → exit 6=6, f=6
            trap 'true err' ERR; false; trap - ERR → false=1, trap - ERR=0, trap true err ERR=0, true err=0
            readonly R=2; R=3 → R=3=1, readonly R=2=0
            cat <<< "here $((2 + 3))" >/dev/null → cat=0
            """;

    @TempDir
    Path temp;

    @Test
    void every_call_of_the_shell_is_there_with_its_exit_code_and_none_is_invented() throws IOException {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
        List<String> typed = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        WAYS.lines().forEach(way -> {
            typed.add(way.substring(0, way.indexOf(" → ")));
            expected.add(way.substring(way.indexOf(" → ") + 3));
        });
        List<SessionEvent> events;
        Path work = Files.createDirectories(temp.resolve("work"));
        try (RecorderShell shell = RecorderShell.start(work, temp.resolve("home"), temp.resolve("session"), Map.of())) {
            for (String line : typed) {
                shell.type(line);
            }
            shell.type("   ");
            shell.type("");
            shell.exit();
            events = shell.events();
        }

        Map<Integer, List<String>> calls = new HashMap<>();
        List<String> recorded = new ArrayList<>();
        for (SessionEvent event : events) {
            if (event instanceof CommandStarted started) {
                recorded.add(started.typed());
            } else if (event instanceof Invoked invoked && invoked.invocation().layer() == Layer.SHELL) {
                String call = String.join(" ", invoked.invocation().argv()) + "="
                        + invoked.invocation().exit();
                calls.computeIfAbsent(invoked.command(), c -> new ArrayList<>())
                        .add(call.replaceFirst("^wait \\d+", "wait *"));
            }
        }
        assertThat(recorded).startsWith(typed.toArray(String[]::new)).hasSize(typed.size() + 1);
        for (int i = 0; i < typed.size(); i++) {
            List<String> made = calls.getOrDefault(i + 1, List.of());
            List<String> wanted = new ArrayList<>(Arrays.asList(expected.get(i).split(", ")));
            assertThat(made.stream().sorted().toList())
                    .as(typed.get(i))
                    .isEqualTo(wanted.stream().sorted().toList());
        }
        assertThat(events).noneMatch(GapFound.class::isInstance);
    }
}
