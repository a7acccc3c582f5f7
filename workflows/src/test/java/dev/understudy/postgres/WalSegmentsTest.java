package dev.understudy.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.host.ListedFile;
import dev.understudy.host.Listing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WalSegmentsTest {
    private static final String FE = "000000010000000A000000FE";
    private static final String FF = "000000010000000A000000FF";
    private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");
    private static final Instant EARLIER = NOON.minusSeconds(60);
    private static final Instant LATER = NOON.plusSeconds(60);

    @Test
    void only_a_name_of_24_capital_hexadecimal_digits_is_a_finished_segment() {
        Listing listing = listing(
                file(FE, NOON),
                file(FF + ".gz", NOON),
                file(FF + ".partial", NOON),
                file(FE + ".00000028.backup", NOON),
                file("00000002.history", NOON),
                file("000000010000000a000000fe", NOON),
                file("000000010000000A000000F", NOON));

        assertThat(WalSegments.finished(listing)).containsExactly(FE);
    }

    @Test
    void a_partial_segment_below_the_newest_finished_one_may_go() {
        assertThat(superseded(file(FE + ".partial", EARLIER), file(FF, NOON))).containsExactly(FE + ".partial");
    }

    @Test
    void a_partial_segment_whose_finished_one_is_there_may_go() {
        assertThat(superseded(file(FF + ".partial", EARLIER), file(FF + ".gz", NOON)))
                .containsExactly(FF + ".partial");
    }

    @Test
    void a_partial_segment_above_the_newest_finished_one_keeps_all() {
        Listing partials = listing(file(FE + ".partial", EARLIER), file(FF + ".partial", EARLIER));

        assertThat(WalSegments.supersededPartials(partials, List.of(listing(file(FE, NOON)))))
                .isEmpty();
    }

    @Test
    void a_partial_segment_that_was_written_to_later_keeps_all() {
        assertThat(superseded(file(FE + ".partial", LATER), file(FF, NOON))).isEmpty();
    }

    @Test
    void without_a_finished_segment_every_partial_stays() {
        assertThat(superseded(file(FE + ".partial", EARLIER), file("00000002.history", NOON)))
                .isEmpty();
    }

    @Test
    void a_partial_whose_name_is_no_segment_keeps_all() {
        assertThat(superseded(file("notes.partial", EARLIER), file(FF, NOON))).isEmpty();
    }

    @Test
    void the_time_of_a_segment_that_was_compressed_in_a_rehearsal_is_that_of_the_real_one() {
        Listing partials = listing(file(FE + ".partial", EARLIER));
        Listing real = listing(file(FF, NOON));
        Listing rehearsed = listing(file(FF + ".gz", null));

        assertThat(WalSegments.supersededPartials(partials, List.of(real, rehearsed)))
                .containsExactly(FE + ".partial");
        assertThat(WalSegments.supersededPartials(partials, List.of(rehearsed))).isEmpty();
    }

    private static List<String> superseded(ListedFile partial, ListedFile finished) {
        return WalSegments.supersededPartials(listing(partial), List.of(listing(finished)));
    }

    private static Listing listing(ListedFile... files) {
        return new Listing(List.of(files));
    }

    private static ListedFile file(String name, @Nullable Instant modified) {
        return new ListedFile(name, modified);
    }
}
