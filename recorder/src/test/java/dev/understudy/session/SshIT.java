package dev.understudy.session;

import static dev.understudy.session.Events.all;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.lab.RealPart;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does on another machine, behind a real ssh. */
class SshIT {
    private static final String REMOTE = "remote$ ";
    private static final String SECRET = "correct-horse-battery";

    @TempDir
    Path temp;

    private Process sshd;
    private String ssh;

    @BeforeEach
    void another_machine() throws Exception {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
        RealPart.require("ssh");
        Path server = RealPart.require("sshd");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can run an sshd that asks for passwords");
        Files.createDirectories(Path.of("/run/sshd"));
        for (String key : List.of("host", "me")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    temp.resolve(key).toString());
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // A shell that marks what it does, as those of VS Code, kitty, WezTerm or systemd do.
        Files.writeString(
                temp.resolve("rc"),
                "PS0='\\e]133;C\\a'\nPS1='\\[\\e]133;A\\a\\]" + REMOTE + "\\[\\e]133;B\\a\\]'\n"
                        + "PROMPT_COMMAND='printf \"\\e]133;D;%s\\a\" \"$?\"'\n");
        Files.writeString(
                temp.resolve("login"),
                "[ -z \"$SSH_ORIGINAL_COMMAND\" ] || exec sh -c \"$SSH_ORIGINAL_COMMAND\"\nexec bash --rcfile "
                        + temp.resolve("rc") + " -i\n");
        Files.writeString(
                temp.resolve("sshd_config"),
                "Port " + port + "\nListenAddress 127.0.0.1\nHostKey " + temp.resolve("host")
                        + "\nPidFile none\nStrictModes no\nUsePAM no\nPermitRootLogin yes\nPasswordAuthentication yes\n"
                        + "AuthorizedKeysFile " + temp.resolve("me.pub") + "\nForceCommand sh " + temp.resolve("login")
                        + "\nPrintMotd no\nPrintLastLog no\n");
        Files.writeString(
                temp.resolve("ssh_config"),
                "Host db-7\nHostName 127.0.0.1\nPort " + port + "\nUser root\nIdentityFile " + temp.resolve("me")
                        + "\nIdentitiesOnly yes\nStrictHostKeyChecking no\nUserKnownHostsFile /dev/null\nLogLevel ERROR\n"
                        + "NumberOfPasswordPrompts 1\n");
        ssh = "ssh -F " + temp.resolve("ssh_config");
        sshd = new ProcessBuilder(
                        server.toString(),
                        "-D",
                        "-e",
                        "-f",
                        temp.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("sshd.log").toFile())
                .start();
        for (int attempt = 0; attempt < 200; attempt++) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(25);
            }
        }
        throw new AssertionError("sshd does not answer: " + Files.readString(temp.resolve("sshd.log")));
    }

    @AfterEach
    void it_is_gone() {
        if (sshd != null) {
            sshd.destroy();
        }
    }

    @Test
    void what_is_done_behind_ssh_is_told_as_far_as_it_is_and_its_passwords_are_not() throws IOException {
        List<SessionEvent> events;
        Path session = temp.resolve("session");
        try (RecorderShell shell = RecorderShell.start(temp, temp.resolve("home"), session, Map.of())) {
            shell.type(ssh + " db-7 'echo over there; exit 3'");
            shell.send(ssh + " db-7\r");
            shell.await(REMOTE);
            shell.send("echo $((40 + 2)); (exit 6)\r");
            shell.await("42\r\n");
            shell.await(REMOTE);
            shell.send("read -rsp 'Password: ' word; echo\r");
            shell.await("Password: ");
            shell.await("Password: ");
            shell.send(SECRET + "\r");
            shell.await(REMOTE);
            shell.send("echo $word >/dev/null; exit 4\r");
            shell.awaitPrompt();
            shell.send(ssh + " -o PubkeyAuthentication=no db-7\r");
            shell.await("password: ");
            shell.send(SECRET + "\r");
            shell.awaitPrompt();
            assertThat(shell.exit()).isEqualTo(255);
            events = shell.events();
        }

        List<CommandFinished> finished = all(events, CommandFinished.class);
        assertThat(finished).extracting(CommandFinished::exit).startsWith(3, 4, 255);
        assertThat(finished.get(0).output().head()).isEqualTo("over there\n");
        List<Invocation> remote = all(events, Invoked.class).stream()
                .map(Invoked::invocation)
                .filter(invocation -> invocation.layer() == Layer.REMOTE)
                .toList();
        assertThat(remote)
                .extracting(invocation -> invocation.argv().get(0))
                .containsExactly(
                        "echo $((40 + 2)); (exit 6)",
                        "read -rsp 'Password: ' word; echo",
                        "echo $word >/dev/null; exit 4");
        assertThat(remote.get(0).exit()).isEqualTo(6);
        assertThat(remote.get(0).exitKnown()).isEqualTo(ExitKnown.INFERRED);
        assertThat(java.util.Objects.requireNonNull(remote.get(0).output()).head())
                .isEqualTo("42\n");
        assertThat(remote.get(2).exitKnown()).isEqualTo(ExitKnown.UNKNOWN);
        assertThat(remote).allMatch(invocation -> Integer.valueOf(1).equals(invocation.parent()));
        assertThat(all(events, GapFound.class))
                .extracting(GapFound::kind)
                .as("whatever the marks say, what ran there was not seen")
                .containsExactly("nested-shell", "nested-shell");
        try (Stream<Path> files = Files.walk(session)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
