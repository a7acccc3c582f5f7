package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each mistake gets one line that says what, why and what to do, and the exit code that says whose it is. */
class BadInputTest {
    @TempDir
    Path folder;

    @Test
    void a_command_that_does_not_exist() {
        Outcome outcome = run("perform");

        outcome.is(ExitCode.USAGE, "perform");
    }

    @Test
    void an_option_that_is_missing() {
        run("promote", "WalArchiveFullWorkflow").is(ExitCode.USAGE, "--reason");
    }

    @Test
    void a_port_in_use() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = serve("--port", Integer.toString(taken.getLocalPort()));

            outcome.is(ExitCode.ENVIRONMENT, "port " + taken.getLocalPort());
            assertThat(folder.resolve("understudy.db")).doesNotExist();
        }
    }

    @Test
    void a_temporal_server_that_is_away() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        serve("--port", "0", "--temporal", "127.0.0.1:" + nobody)
                .is(ExitCode.ENVIRONMENT, "no Temporal server answers at 127.0.0.1:" + nobody);
    }

    @Test
    void a_database_of_a_newer_version_is_left_as_it_is() throws IOException {
        Path db = folder.resolve("understudy.db");
        try (Store store = Store.open(db)) {
            store.write(
                    handle -> handle.execute("INSERT INTO flyway_schema_history (installed_rank, version, description,"
                            + " type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (99, '999',"
                            + " 'from the future', 'SQL', 'V999__future.sql', 1, '', CURRENT_TIMESTAMP, 1, 1)"));
        }

        serve("--port", "0").is(ExitCode.CONFIGURATION, "newer");
    }

    @Test
    void a_file_that_is_no_database() throws IOException {
        Path db = Files.writeString(folder.resolve("understudy.db"), "Dear diary, ".repeat(1000));

        serve("--port", "0").is(ExitCode.CONFIGURATION, "understudy.db");

        assertThat(db).content().startsWith("Dear diary");
    }

    @Test
    void a_targets_file_with_a_mistake() throws IOException {
        Path targets = Files.writeString(folder.resolve("targets.yaml"), "targets:\n  db-1:\n    parms: {}\n");

        serve("--port", "0", "--targets", targets.toString()).is(ExitCode.CONFIGURATION, "targets.yaml:3");
    }

    @Test
    void a_policy_with_a_typo() throws IOException {
        Path policies = Files.writeString(folder.resolve("policies.yaml"), "default:\n  rat: 10%\n");

        serve("--port", "0", "--policies", policies.toString()).is(ExitCode.CONFIGURATION, "policies.yaml:2");
    }

    @Test
    void a_people_file_with_a_mistake() throws IOException {
        Path people = Files.writeString(
                folder.resolve("people.yaml"),
                "people:\n  - name: ada\n    roles: [operator]\n    token-sha256: secret\n");

        Outcome outcome = serve("--port", "0", "--people", people.toString());

        outcome.is(ExitCode.CONFIGURATION, "token-sha256");
        assertThat(outcome.err()).contains("people.yaml").contains("line ").doesNotContain(": secret");
    }

    @Test
    void a_people_file_that_does_not_exist() {
        serve("--port", "0", "--people", folder.resolve("nobody.yaml").toString())
                .is(ExitCode.CONFIGURATION, "nobody.yaml");
    }

    @Test
    void a_server_that_is_away() {
        run("evidence", "WalArchiveFullWorkflow", "--server", "http://127.0.0.1:1")
                .is(ExitCode.ENVIRONMENT, "no server answers at http://127.0.0.1:1/");
    }

    @Test
    void a_runbook_that_does_not_exist() {
        run("runbook", "show", folder.resolve("nothing.md").toString())
                .is(ExitCode.CONFIGURATION, "there is no such file");
        run("dry-run", folder.resolve("nothing.md").toString(), "--target", "db-1")
                .is(ExitCode.CONFIGURATION, "there is no runbook");
    }

    @Test
    void a_runbook_that_is_no_text() throws IOException {
        Path file = Files.write(folder.resolve("binary.md"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        run("runbook", "show", file.toString()).is(ExitCode.CONFIGURATION, "binary.md");
    }

    @Test
    void a_database_that_does_not_exist_has_no_log_to_verify() {
        run("audit", "verify", "--db", folder.resolve("none.db").toString()).is(ExitCode.CONFIGURATION, "--db");

        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    private Outcome serve(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "serve";
        all[1] = "--db";
        all[2] = folder.resolve("understudy.db").toString();
        System.arraycopy(args, 0, all, 3, args.length);
        return run(all);
    }

    private static Outcome run(String... args) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(err, true));
        return new Outcome(commandLine.execute(args), err.toString());
    }

    private record Outcome(int exit, String err) {
        void is(ExitCode code, String said) {
            assertThat(err).contains(said);
            assertThat(err.lines()).hasSize(1);
            assertThat(err).startsWith("understudy: ").doesNotContain("Exception");
            assertThat(exit).isEqualTo(code.number());
        }
    }
}
