package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunbookTextTest {
    @Test
    void a_runbook_is_shown_with_its_steps_commands_and_warnings() {
        Runbook runbook = new RunbookReader().read("a.md", """
                        ---
                        runbook: { id: stop, workflow: StopWorkflow, params: [name] }
                        ---
                        # Stop it

                        {% include note.md %}

                        Stop the service.

                        ```bash {name=stop effect=write}
                        for i in 1 2; do
                          app stop <name>
                        done
                        ```

                        1. Call the team.
                        """);

        assertThat(RunbookText.show(runbook))
                .isEqualTo("""
                        stop: Stop it
                        workflow StopWorkflow, params name, fingerprint %s

                          1. stop  COMMAND WRITE  line 10
                             Stop the service
                               > for i in 1 2; do
                                   app stop <name>
                                 done

                          2. stop-it-1  MANUAL  line 16
                             Call the team

                        warnings
                          line 6: unresolved include of note.md: steps that it would bring are missing here
                        """.formatted(runbook.fingerprint().substring(0, 12)));
    }

    @Test
    void a_document_without_steps_says_what_would_be_one() {
        assertThat(RunbookText.show(new RunbookReader().read("a.md", "Words.\n")))
                .contains("no steps: the document holds no command, no numbered item and no annotated step");
    }
}
