package dev.understudy.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.operation.Operation;
import dev.understudy.operation.World;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rehearsal sees of a folder after its own simulated writes. */
class SimulatedFolderTest {
    private static final Instant EARLIER = Instant.parse("2024-01-01T00:00:00Z");

    @Test
    void after_a_simulated_compression_the_listing_shows_the_compressed_name() {
        World world = after(new CompressFile("/archive", "a"), new CompressFile("/elsewhere", "x"));

        assertThat(new ListFiles("/archive", "*.gz").overlaid(listing("b.gz"), world))
                .isEqualTo(new Listing(List.of(new ListedFile("a.gz", null), new ListedFile("b.gz", EARLIER))));
        assertThat(new ListFiles("/archive", "?").overlaid(listing("a", "b"), world))
                .isEqualTo(listing("b"));
    }

    @Test
    void after_a_simulated_move_the_file_is_gone_here_and_there_in_the_other_folder() {
        World world = after(new CompressFile("/archive", "a"), new MoveFile("/archive", "a.gz", "/cold"));

        assertThat(new ListFiles("/archive/", "*").overlaid(listing("a", "b"), world))
                .isEqualTo(listing("b"));
        assertThat(new ListFiles("/cold", "*.gz").overlaid(listing(), world).names())
                .containsExactly("a.gz");
    }

    @Test
    void after_a_simulated_deletion_the_file_is_gone_and_a_link_is_no_file() {
        World world = after(new DeleteFile("/archive", "a"), new LinkFile("/cold", "/archive", "cold"));

        assertThat(new ListFiles("/archive", "*").overlaid(listing("a", "b"), world))
                .isEqualTo(listing("b"));
    }

    @Test
    void the_size_of_a_folder_that_a_rehearsal_wrote_to_is_not_known() {
        World world = after(new MoveFile("/archive", "a", "/cold"), new MoveFile("/archive", "b", "/cold"));

        assertThat(new MeasureFolder("/archive").overlaid(new FolderSize(100L, 5), world))
                .isEqualTo(new FolderSize(null, 3));
        assertThat(new MeasureFolder("/cold").overlaid(new FolderSize(0L, 0), world))
                .isEqualTo(new FolderSize(null, 2));
        assertThat(new MeasureFolder("/other").overlaid(new FolderSize(100L, 5), world))
                .isEqualTo(new FolderSize(100L, 5));
    }

    private static World after(Operation<?>... operations) {
        return new World(Arrays.stream(operations).map(Operation::action).toList());
    }

    private static Listing listing(String... names) {
        return new Listing(
                Arrays.stream(names).map(name -> new ListedFile(name, EARLIER)).toList());
    }
}
