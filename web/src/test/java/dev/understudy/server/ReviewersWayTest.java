package dev.understudy.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.promotion.Promotions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reviewer's whole way in a real browser, over runs that really happened beside the real workflow: alice works by the
 * book, bob deletes what the workflow would leave, carol still works.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReviewersWayTest {
    @TempDir
    static Path folder;

    private static ServerFixture fixture;
    private static Chromium chromium;
    private static OperatorAtWork carol;

    @BeforeAll
    static void threeRuns() throws Exception {
        chromium = Chromium.start();
        fixture = ServerFixture.start(folder, List.of("db-1", "db-2", "db-3", "db-4"));
        fixture.operator("alice", "db-1", "run-alice").worksByTheBook();
        fixture.operator("bob", "db-2", "run-bob")
                .starts()
                .compresses()
                .moves()
                .links()
                .cleans()
                .deletesTheBackupHistory()
                .ends();
        carol = fixture.operator("carol", "db-3", "run-carol").starts().compresses();
        fixture.awaitReport("run-alice");
        fixture.awaitReport("run-bob");
    }

    @AfterAll
    static void stop() {
        if (fixture != null) {
            fixture.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    @Order(1)
    void work_by_the_book_beside_the_shadow_is_clean_and_counts() throws Exception {
        JsonNode report = fixture.http().as("rita").json("api/v1/runs/run-alice/report");

        assertThat(report.path("verdict").asText()).as(report.toString()).isEqualTo("CLEAN");
        assertThat(report.path("countsAsEvidence").asBoolean()).isTrue();
        assertThat(report.path("counts").path("matched").asInt()).isEqualTo(6);
    }

    @Test
    @Order(2)
    void an_open_run_shows_what_was_done_and_keeps_open_predictions_sealed_and_grows_by_itself() throws Exception {
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = signedIn(context, "rita");
            page.navigate(at("runs/run-carol"));
            assertThat(page.locator(".typed")).hasCount(1);
            assertThat(page.locator(".sealed")).containsText("2 predictions sealed");
            assertThat(page.content()).doesNotContain("MoveFile");

            carol.moves();

            assertThat(page.locator(".typed")).hasCount(2);
            assertThat(page.locator(".sealed")).containsText("1 prediction sealed");
            assertThat(page.locator(".pair.match")).hasCount(4);
            assertThat(page.content()).doesNotContain("LinkFile");
        }
    }

    @Test
    @Order(3)
    void every_page_is_accessible_and_fits_at_both_widths_in_light_and_dark() throws Exception {
        List<String> pages = List.of(
                "",
                "runs",
                "runs/run-alice",
                "runs/run-bob",
                "runs/run-carol",
                "divergences/run-bob/" + divergence(),
                "groups",
                "groups/" + group(),
                "rules",
                "rules/new?run=run-bob&divergence=" + divergence(),
                "workflows",
                "workflows/WalArchiveFullWorkflow",
                "no/such/page");
        List<String> found = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 400}) {
                try (BrowserContext context = context(width, scheme)) {
                    Page page = context.newPage();
                    page.onConsoleMessage(message -> {
                        if (message.type().equals("error") && !message.text().contains("404")) {
                            found.add("console: " + message.text());
                        }
                    });
                    page.navigate(at("sign-in"));
                    check(page, width + " " + scheme + " sign-in", found);
                    signIn(page, "rita");
                    for (String path : pages) {
                        page.navigate(at(path));
                        check(page, width + " " + scheme + " /" + path, found);
                    }
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    @Order(4)
    void invariant_10_a_reviewer_reads_judges_promotes_and_the_worker_is_told_the_same_mode() throws Exception {
        KnownWorkflow workflow =
                fixture.server().harness().forRunbook("wal-archive-full").orElseThrow();
        Promotions promotions = fixture.server().backstage().promotions();
        try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
            Page page = signedIn(context, "rita");
            assertThat(page.locator(".rows > li")).hasCount(1);
            assertThat(page.locator(".rows > li")).containsText("backup");
            page.keyboard().press("j");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile(".*/divergences/run-bob/.*"));
            assertThat(page.locator(".pair.loud .left")).containsText("delete");
            assertThat(page.locator(".pair.loud .right")).containsText("would do nothing");

            page.keyboard().press("2");
            page.keyboard().press("c");
            page.keyboard().type("Nobody deletes backup history by hand.");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Give the verdict"))
                    .click();
            assertThat(page.locator("[role=status]")).containsText("the operator was wrong");
            page.keyboard().press("i");
            assertThat(page.locator(".empty")).containsText("Nothing waits for a verdict");

            page.keyboard().press("w");
            page.getByText("WalArchiveFullWorkflow").click();
            assertThat(page.locator(".stage.shadow .mode")).containsText("SHADOW");
            assertThat(promotions.confirms(workflow.type(), workflow.fingerprint()))
                    .isFalse();
            page.keyboard().press("c");
            page.keyboard().type("Its evidence suffices.");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Promote to LIVE"))
                    .click();

            assertThat(page.locator(".stage.live .mode")).containsText("LIVE");
            assertThat(promotions.confirms(workflow.type(), workflow.fingerprint()))
                    .isTrue();
            assertThat(page.locator("table.list").last()).containsText("Its evidence suffices.");
        }
    }

    @Test
    @Order(5)
    void a_promoted_workflow_runs_live_and_a_demoted_one_is_refused_in_words() throws Exception {
        HttpCaller rita = fixture.http().as("rita");
        var started = rita.post(
                "api/v1/runs",
                "{\"mode\":\"LIVE\",\"runbook\":\"wal-archive-full\",\"target\":\"db-4\",\"run\":\"run-live\"}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
        fixture.awaitReport("run-live");
        assertThat(folder.resolve("db-4/cold/000000010000000000000010.gz")).exists();
        try (BrowserContext context = context(400, ColorScheme.LIGHT)) {
            Page page = signedIn(context, "rita");
            page.navigate(at("runs/run-live"));
            assertThat(page.locator(".stage.live")).containsText("LIVE");
            check(page, "live run", new ArrayList<>());
            page.navigate(at("workflows/WalArchiveFullWorkflow"));
            page.getByLabel("Reason").fill("A rehearsal of demotion.");
            Locator demote = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Demote to SHADOW"));
            demote.click();
            assertThat(page.locator(".stage.shadow .mode")).containsText("SHADOW");
        }

        var refused =
                rita.post("api/v1/runs", "{\"mode\":\"LIVE\",\"runbook\":\"wal-archive-full\",\"target\":\"db-4\"}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("\"code\":\"not-promoted\"");
    }

    @Test
    @Order(6)
    void a_divergence_becomes_a_rule_after_a_preview_and_the_run_is_excused() throws Exception {
        try (BrowserContext context = context(400, ColorScheme.LIGHT)) {
            Page page = signedIn(context, "rita");
            page.navigate(at("divergences/run-bob/" + divergence()));
            page.getByText("Make this a rule").click();
            assertThat(page.getByLabel("Operation")).hasValue("delete");
            page.getByLabel("Why the difference").fill("The backup history is written anew each night.");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show what it would do"))
                    .click();
            assertThat(page.locator(".card")).containsText("1 run would be judged otherwise");
            assertThat(page.locator(".card")).containsText("injected divergences it would hide none");
            List<String> found = new ArrayList<>();
            check(page, "preview of a rule", found);

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save the rule"))
                    .click();

            assertThat(page.locator("main")).containsText("1 divergence in 1 run");
            check(page, "rule", found);
            page.navigate(at("runs/run-bob"));
            assertThat(page.locator(".pair.excused")).containsText("rule-1 v1");
            assertThat(page.locator("main")).containsText("The operator left the runbook");
            check(page, "excused run", found);
            page.navigate(at("rules"));
            check(page, "rules", found);
            assertThat(found).isEmpty();
        }
        JsonNode report = fixture.http().as("rita").json("api/v1/runs/run-bob/report");
        assertThat(report.path("verdict").asText()).isEqualTo("CLEAN");
        assertThat(report.path("counts").path("excused").asInt()).isEqualTo(1);
        assertThat(report.path("versions").path("rules").asText()).isEqualTo("rule-1 v1");
        JsonNode earlier = fixture.http().as("rita").json("api/v1/runs/run-bob/reports/1");
        assertThat(earlier.path("verdict").asText()).isEqualTo("DIVERGED");
    }

    @Test
    @Order(7)
    void a_rule_that_matches_everything_waits_for_a_second_person() throws Exception {
        HttpCaller rita = fixture.http().as("rita");
        var made = rita.post("api/v1/rules", "{\"scope\":{},\"reason\":\"enough\"}");
        assertThat(made.body()).contains("\"state\":\"PROPOSED\"");

        var alone = rita.post("api/v1/rules/rule-2/confirm", "{}");
        assertThat(alone.statusCode()).isEqualTo(409);
        assertThat(alone.body()).contains("another person must confirm it");
        var second = fixture.http().as("rolf").post("api/v1/rules/rule-2/confirm", "{}");
        assertThat(second.body()).contains("\"state\":\"IN_FORCE\"");

        var ended = rita.post("api/v1/rules/rule-2/end", "{\"reason\":\"no\"}");
        assertThat(ended.body()).contains("\"state\":\"ENDED\"");
        assertThat(rita.post("api/v1/rules", "{\"reason\":\"x\"}").body()).contains("missing-field");
        assertThat(rita.post("api/v1/groups/none/verdict", "{\"verdict\":\"both-acceptable\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    private static String group() throws Exception {
        return fixture.http()
                .as("rita")
                .json("api/v1/groups")
                .path(0)
                .path("key")
                .asText();
    }

    private static String divergence() throws Exception {
        JsonNode report = fixture.http().as("rita").json("api/v1/runs/run-bob/report");
        return report.path("divergences").path(0).path("id").asText();
    }

    private static void check(Page page, String where, List<String> found) {
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            found.add(where + ": " + rule.getId() + " at "
                    + rule.getNodes().get(0).getHtml());
        }
        if (page.evaluate("document.documentElement.scrollWidth > innerWidth").equals(Boolean.TRUE)) {
            found.add(where + ": scrolls sideways");
        }
    }

    private static BrowserContext context(int width, ColorScheme scheme) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme));
    }

    private static Page signedIn(BrowserContext context, String name) {
        Page page = context.newPage();
        page.navigate(at("sign-in"));
        signIn(page, name);
        return page;
    }

    private static void signIn(Page page, String name) {
        page.getByLabel("Your name").fill(name);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page.locator(".who")).containsText(name);
    }

    private static String at(String path) {
        return fixture.server().uri().resolve(path).toString();
    }
}
