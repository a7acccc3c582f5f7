package dev.understudy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sample.ArchiveLogsWorkflow;
import dev.understudy.sample.FeaturesWorkflow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
    private static final Map<String, String> SOURCES = Map.of("made.up.Deciding", """
            package made.up;
            public class Deciding {
                public int decide(int asked, String[] names) {
                    final int most = 5;
                    final String wide = "wide";
                    boolean more = asked > most;
                    int tries = 0;
                    while (more) {
                        final long once = 7L;
                        try {
                            Helper helper = new Helper(names[tries]);
                            tries += helper.weight(wide, once);
                            more = false;
                        } catch (RuntimeException e) {
                            more = tries++ < most;
                            tries = 40;
                        }
                    }
                    {
                        final int width = 9;
                        int wider = tries + width;
                        tries = wider;
                    }
                    int rest = tries;
                    Runnable later = () -> System.out.println(names.length);
                    later.run();
                    java.util.function.IntUnaryOperator twice = n -> 2 * n;
                    java.util.function.IntUnaryOperator twiceAgain = n -> 2 * n;
                    rest = twice.andThen(twiceAgain).applyAsInt(rest);
                    return rest;
                }
            }
            """, "made.up.Helper", """
            package made.up;
            record Helper(String name) {
                int weight(String wide, long once) {
                    return switch (name) {
                        case "a" -> (int) once;
                        case "b" -> wide.length();
                        default -> 3;
                    };
                }
            }
            """);

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none", "-g:lines", "-g:vars", "-parameters"})
    void a_fingerprint_is_the_same_whatever_the_compiler_writes_for_debuggers(String flag) throws Exception {
        assertThat(of(SOURCES, "flagged", flag)).isEqualTo(of(SOURCES, "plain", "-g:source"));
    }

    @ParameterizedTest
    @CsvSource({"most = 5,most = 6", "tries = 40,tries = 41", "default -> 3,default -> 4", "7L,8L", "\"b\",\"c\""})
    void another_constant_is_another_fingerprint(String one, String other) throws Exception {
        Map<String, String> changed = new HashMap<>(SOURCES);
        changed.replaceAll((type, source) -> source.replace(one, other));

        assertThat(of(changed, "changed", "-g")).isNotEqualTo(of(SOURCES, "as-it-was", "-g"));
    }

    private String of(Map<String, String> sources, String folder, String... flags) throws Exception {
        return Fingerprint.of(Compiled.into(dir.resolve(folder), sources, flags).loadClass("made.up.Deciding"));
    }

    @Test
    void a_fingerprint_covers_the_workflow_and_what_it_reaches_of_its_own() {
        assertThat(Fingerprint.covers(ArchiveLogsWorkflow.class))
                .contains(
                        "dev/understudy/sample/ArchiveLogsWorkflow",
                        "dev/understudy/sample/ArchiveLogsInput",
                        "dev/understudy/sample/LogOperations",
                        "dev/understudy/sample/MoveLog")
                .doesNotContain("dev/understudy/sample/LogActivities", "dev/understudy/sample/FeaturesWorkflow")
                .noneMatch(name -> name.startsWith("io/temporal") || name.startsWith("java/"));
    }

    @Test
    void a_fingerprint_is_the_same_each_time_and_differs_between_workflows() {
        assertThat(Fingerprint.of(ArchiveLogsWorkflow.class))
                .hasSize(64)
                .isEqualTo(Fingerprint.of(ArchiveLogsWorkflow.class))
                .isNotEqualTo(Fingerprint.of(FeaturesWorkflow.class));
    }
}
