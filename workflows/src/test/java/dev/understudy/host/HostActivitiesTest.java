package dev.understudy.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostActivitiesTest {
    @TempDir
    Path top;

    private Path folder;
    private Path cold;
    private TestActivityEnvironment environment;
    private HostOperations host;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(top.resolve("archive"));
        cold = Files.createDirectory(top.resolve("cold"));
        environment = TestActivityEnvironment.newInstance();
        environment.registerActivitiesImplementations(new HostActivities());
        host = environment.newActivityStub(HostOperations.class);
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void a_compressed_file_holds_the_original_with_its_permissions_and_time() throws IOException {
        Path file = write("a", "wal ".repeat(100_000));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));

        String path = host.compressFile(new CompressFile(folder.toString(), "a"));

        Path compressed = folder.resolve("a.gz");
        assertThat(path).isEqualTo(compressed.toString());
        assertThat(file).doesNotExist();
        assertThat(gunzipped(compressed)).isEqualTo("wal ".repeat(100_000));
        assertThat(Files.size(compressed)).isLessThan(10_000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(compressed)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(compressed).toInstant()).isEqualTo("2024-05-06T07:08:09Z");
        assertThat(all(folder)).containsExactly("a.gz");
    }

    @Test
    void compressing_again_after_it_was_done_changes_nothing() throws IOException {
        write("a", "wal");
        host.compressFile(new CompressFile(folder.toString(), "a"));

        host.compressFile(new CompressFile(folder.toString(), "a"));

        assertThat(all(folder)).containsExactly("a.gz");
        assertThat(gunzipped(folder.resolve("a.gz"))).isEqualTo("wal");
    }

    @Test
    void compressing_after_a_crash_before_the_original_was_removed_removes_it() throws IOException {
        write("a", "wal");
        host.compressFile(new CompressFile(folder.toString(), "a"));
        write("a", "wal");

        host.compressFile(new CompressFile(folder.toString(), "a"));

        assertThat(all(folder)).containsExactly("a.gz");
    }

    @Test
    void compressing_after_a_crash_in_the_middle_clears_away_what_was_left() throws IOException {
        write("a", "wal");
        write(".understudy-a.gz-1234", "half");
        write(".understudy-other.gz-1234", "somebody else's");

        host.compressFile(new CompressFile(folder.toString(), "a"));

        assertThat(all(folder)).containsExactly(".understudy-other.gz-1234", "a.gz");
    }

    @Test
    void a_compressed_file_of_another_content_is_never_replaced() throws IOException {
        write("a", "wal");
        write("a.gz", "not even gzip");

        assertFails(HostFailure.TARGET_EXISTS, () -> host.compressFile(new CompressFile(folder.toString(), "a")));

        assertThat(Files.readString(folder.resolve("a"))).isEqualTo("wal");
        assertThat(Files.readString(folder.resolve("a.gz"))).isEqualTo("not even gzip");
    }

    @Test
    void a_moved_file_is_in_the_other_folder_and_moving_again_changes_nothing() throws IOException {
        write("a", "wal");

        String path = host.moveFile(new MoveFile(folder.toString(), "a", cold.toString()));
        host.moveFile(new MoveFile(folder.toString(), "a", cold.toString()));

        assertThat(path).isEqualTo(cold.resolve("a").toString());
        assertThat(all(folder)).isEmpty();
        assertThat(Files.readString(cold.resolve("a"))).isEqualTo("wal");
    }

    @Test
    void moving_after_a_crash_between_copy_and_removal_removes_the_original() throws IOException {
        write("a", "wal");
        Files.writeString(cold.resolve("a"), "wal");

        host.moveFile(new MoveFile(folder.toString(), "a", cold.toString()));

        assertThat(all(folder)).isEmpty();
        assertThat(all(cold)).containsExactly("a");
    }

    @Test
    void a_move_never_replaces_a_file_of_another_content() throws IOException {
        write("a", "wal");
        Files.writeString(cold.resolve("a"), "wax");

        assertFails(
                HostFailure.TARGET_EXISTS, () -> host.moveFile(new MoveFile(folder.toString(), "a", cold.toString())));

        assertThat(Files.readString(folder.resolve("a"))).isEqualTo("wal");
        assertThat(Files.readString(cold.resolve("a"))).isEqualTo("wax");
    }

    @Test
    void a_file_moves_to_another_volume() throws IOException {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(
                Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(folder)),
                "there is no second volume /dev/shm here");
        Path other = Files.createTempDirectory(memory, "understudy");
        Path file = write("a", "wal".repeat(50_000));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));

        host.moveFile(new MoveFile(folder.toString(), "a", other.toString()));

        Path moved = other.resolve("a");
        assertThat(all(folder)).isEmpty();
        assertThat(all(other)).containsExactly("a");
        assertThat(Files.readString(moved)).isEqualTo("wal".repeat(50_000));
        assertThat(Files.getLastModifiedTime(moved).toInstant()).isEqualTo("2024-05-06T07:08:09Z");
        Files.delete(moved);
        Files.delete(other);
    }

    @Test
    void a_link_is_made_and_then_pointed_elsewhere() throws IOException {
        Path link = folder.resolve("cold");

        host.linkFile(new LinkFile("/nowhere", folder.toString(), "cold"));
        host.linkFile(new LinkFile(cold.toString(), folder.toString(), "cold"));
        host.linkFile(new LinkFile(cold.toString(), folder.toString(), "cold"));

        assertThat(Files.readSymbolicLink(link)).isEqualTo(cold);
        assertThat(all(folder)).containsExactly("cold");
    }

    @Test
    void a_link_never_takes_the_place_of_a_folder() throws IOException {
        Files.createDirectory(folder.resolve("cold"));

        assertFails(
                HostFailure.TARGET_EXISTS,
                () -> host.linkFile(new LinkFile(cold.toString(), folder.toString(), "cold")));
    }

    @Test
    void a_deleted_file_stays_deleted() throws IOException {
        write("a", "wal");
        write("b", "wal");

        host.deleteFile(new DeleteFile(folder.toString(), "a"));
        host.deleteFile(new DeleteFile(folder.toString(), "a"));

        assertThat(all(folder)).containsExactly("b");
    }

    @Test
    void nothing_outside_of_the_folder_is_touched() throws IOException {
        Path secret = Files.writeString(top.resolve("secret"), "s");
        Files.createSymbolicLink(folder.resolve("link"), secret);
        String here = folder.toString();
        for (String name : List.of("../secret", "", ".", "..", "/etc/passwd", "a/b", "link")) {
            assertFails(HostFailure.PATH_REFUSED, () -> host.compressFile(new CompressFile(here, name)));
            assertFails(HostFailure.PATH_REFUSED, () -> host.moveFile(new MoveFile(here, name, cold.toString())));
            assertFails(HostFailure.PATH_REFUSED, () -> host.deleteFile(new DeleteFile(here, name)));
        }
        for (String path : List.of("", "/", "relative", ".")) {
            assertFails(HostFailure.PATH_REFUSED, () -> host.deleteFile(new DeleteFile(path, "a")));
        }
        assertThat(Files.readString(secret)).isEqualTo("s");
        assertThat(Files.isSymbolicLink(folder.resolve("link"))).isTrue();
    }

    @Test
    void a_missing_file_or_folder_is_named() {
        assertThatThrownBy(() -> host.compressFile(new CompressFile(folder.toString(), "a")))
                .cause()
                .hasMessageContaining(folder.resolve("a") + " is not there");
        assertFails(HostFailure.FILE_MISSING, () -> host.compressFile(new CompressFile(folder.toString(), "a")));
        assertFails(
                HostFailure.FOLDER_MISSING,
                () -> host.listFiles(new ListFiles(top.resolve("x").toString(), "*")));
        assertFails(
                HostFailure.FOLDER_MISSING,
                () -> host.moveFile(
                        new MoveFile(folder.toString(), "a", top.resolve("x").toString())));
    }

    @Test
    void a_listing_holds_the_regular_files_that_match_as_in_a_shell() throws IOException {
        write("b.gz", "");
        write("a.gz", "");
        write("a", "");
        write(".hidden.gz", "");
        Files.createDirectory(folder.resolve("folder.gz"));
        Files.createSymbolicLink(folder.resolve("link.gz"), folder.resolve("a"));

        assertThat(host.listFiles(new ListFiles(folder.toString(), "*.gz")).names())
                .containsExactly("a.gz", "b.gz");
    }

    @Test
    void a_folder_is_measured_with_its_subfolders_and_without_what_its_links_point_at() throws IOException {
        write("a", "123");
        Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("b"), "4567");
        Files.writeString(cold.resolve("c"), "far away");
        Files.createSymbolicLink(folder.resolve("cold"), cold);

        assertThat(host.measureFolder(new MeasureFolder(folder.toString()))).isEqualTo(new FolderSize(7L, 2));
    }

    @Test
    void a_link_to_a_folder_is_not_apart_from_it() throws IOException {
        Path link = Files.createSymbolicLink(top.resolve("link"), folder);

        assertThat(host.checkApart(new CheckApart(link.toString(), folder.toString())))
                .isFalse();
        assertThat(host.checkApart(new CheckApart(cold.toString(), folder.toString())))
                .isTrue();
        assertThat(host.checkApart(new CheckApart(top.resolve("x").toString(), folder.toString())))
                .isTrue();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<String> all(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String gunzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static void assertFails(HostFailure type, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ActivityFailure.class)
                .cause()
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo(type.name()));
    }
}
