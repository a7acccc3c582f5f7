package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.journal.ImportedExecution;
import dev.understudy.journal.ImportedOperation;
import dev.understudy.journal.ImportedOperations;
import dev.understudy.journal.Resolution;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal is searched over HTTP and on a page, what was imported among it. */
class SearchTest {
    private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    static Path folder;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = ServerFixture.start(folder, List.of("db-1"));
        new ImportedOperations(fixture.server().store())
                .store(
                        new ImportedExecution(
                                "temporal:elsewhere:7233/shop",
                                "order-17",
                                "0193",
                                "Order",
                                "FAILED",
                                11,
                                THEN,
                                THEN.plusSeconds(9),
                                THEN.plusSeconds(99)),
                        "shop",
                        List.of(new ImportedOperation(
                                5,
                                "ChargeCard",
                                "5",
                                "\"Grace Hopper <b>\"",
                                THEN,
                                3,
                                Resolution.FAILED,
                                "Declined: no cover",
                                THEN.plusSeconds(2))));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void what_was_imported_is_found_by_input_failure_type_outcome_and_time_and_has_no_mode() throws Exception {
        HttpCaller anna = fixture.http().as("anna");

        JsonNode found = anna.json(
                "api/v1/operations?text=hopper%20cover&activity=ChargeCard&outcome=failed&since=2026-03-01&until=2026-03-02");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("origin").asText()).isEqualTo("temporal:elsewhere:7233/shop");
        assertThat(found.get(0).path("mode").isNull()).isTrue();
        assertThat(found.get(0).path("attempts").asInt()).isEqualTo(3);
        assertThat(anna.json("api/v1/operations?text=hopper&until=2026-03-01")).isEmpty();
        assertThat(anna.json("api/v1/operations?mode=live")).isEmpty();
        assertThat(anna.get("api/v1/operations?since=yesterday").statusCode()).isEqualTo(400);
    }

    @Test
    void the_page_shows_it_as_imported_and_never_as_markup() throws Exception {
        String page = fixture.http().as("anna").get("search?text=order-17").body();

        assertThat(page)
                .contains("IMPORTED")
                .contains("ChargeCard")
                .contains("Grace Hopper &lt;b&gt;")
                .contains("3 attempts after 2.0 s")
                .contains("Declined: no cover");
        assertThat(fixture.http().as("anna").get("search?text=nowhere-at-all").body())
                .contains("Nothing found");
    }
}
