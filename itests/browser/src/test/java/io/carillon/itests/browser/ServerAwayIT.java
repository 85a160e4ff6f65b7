package io.carillon.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the pages do while the server refuses them something or cannot be reached, and once it is there again. */
class ServerAwayIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final Site SITE = new Site("away");

    private static final String EVENTS = "**/api/v1/events";

    private final CarillonServer server = SITE.server();
    private final Client client = server.signIn();

    private static Locator signOut(Page page) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"));
    }

    /** A page whose clock the test moves. */
    private static Page page() {
        Page page = CHROMIUM.open(Look.WIDE_LIGHT);
        page.clock().install();
        return page;
    }

    /** Answers as a server does that is starting, so many times. */
    private static AtomicInteger refuseEvents(Page page, int times) {
        AtomicInteger refused = new AtomicInteger();
        page.route(EVENTS, route -> {
            if (refused.get() < times) {
                refused.incrementAndGet();
                route.fulfill(new Route.FulfillOptions().setStatus(503));
            } else {
                route.resume();
            }
        });
        return refused;
    }

    private static void await(Page page, AtomicInteger refused, int times) {
        page.waitForCondition(() -> refused.get() == times);
    }

    @Test
    void lineOfEventsThatIsRefusedIsTakenUpAgainWithWhatWasMissed() {
        Page page = page();
        AtomicInteger refused = refuseEvents(page, 2);
        SignIn.at(page, server);
        await(page, refused, 1);
        String id = client.post(
                        "/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of("handle", "@missed")))
                .json(201)
                .path("id")
                .asText();
        Locator card = page.getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText("@missed"));

        page.clock().fastForward("00:10");
        await(page, refused, 2);
        page.clock().fastForward("00:20");
        assertThat(card).isVisible();

        client.delete("/api/v1/accounts/" + id);
        assertThat(card).isHidden();
    }

    @Test
    void whoseSessionHasEndedMeanwhileIsLedToSigningIn() {
        Page page = page();
        AtomicInteger refused = refuseEvents(page, 1);
        SignIn.at(page, server);
        await(page, refused, 1);
        page.context().clearCookies();

        page.clock().fastForward("00:10");
        assertThat(page.getByLabel("Password")).isVisible();
    }

    @Test
    void whoCannotBeSignedOutIsToldSoAndStaysSignedIn() {
        Page page = CHROMIUM.open(Look.WIDE_LIGHT);
        SignIn.at(page, server);
        page.route("**/api/v1/session", Route::abort);
        signOut(page).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("You are still signed in");
        assertThat(page.locator("h1")).hasText("Accounts");

        page.unroute("**/api/v1/session");
        signOut(page).click();
        assertThat(page.getByLabel("Password")).isVisible();
    }

    @Test
    void whoseSessionHasEndedAlreadySignsOutAllTheSame() {
        Page page = CHROMIUM.open(Look.WIDE_LIGHT);
        SignIn.at(page, server);
        page.context().clearCookies();
        signOut(page).click();
        assertThat(page.getByLabel("Password")).isVisible();
    }
}
