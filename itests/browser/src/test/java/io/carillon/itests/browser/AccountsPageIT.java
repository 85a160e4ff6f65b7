package io.carillon.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People connect accounts, see how these are and take care of them, with a mouse and with a keyboard. */
class AccountsPageIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final Site SITE = new Site("browser");

    private final MastodonSimulator mastodon = SITE.mastodon();
    private final CarillonServer server = SITE.server();
    private final Client client = server.signIn();

    private Page signedIn() {
        Page page = CHROMIUM.open(Look.WIDE_LIGHT);
        SignIn.at(page, server);
        return page;
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator card(Page page, String handle) {
        return page.getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText(handle));
    }

    private static Locator said(Page page, String text) {
        return page.getByRole(AriaRole.STATUS).getByText(text);
    }

    private Page connecting() {
        Page page = signedIn();
        Consent.ask(page, mastodon);
        return page;
    }

    private String connected(Page page, User user) {
        Consent.allow(page, user);
        Consent.choose(page);
        String handle = "@" + user.name() + "@" + mastodon.host();
        assertThat(said(page, "Connected: " + handle)).isVisible();
        return handle;
    }

    // ---- Signing in ---------------------------------------------------------------------------

    @Test
    void whoSignsInWithAWrongPasswordIsToldSoAndMayTryAgain() {
        Page page = CHROMIUM.open(Look.NARROW_LIGHT);
        page.navigate(server.address() + "/accounts");
        SignIn.as(page, "admin", "not the password");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("password");
        SignIn.as(page, "admin", CarillonServer.PASSWORD);
        assertThat(page.locator("h1")).hasText("Accounts");
    }

    @Test
    void sessionThatEndsElsewhereLeadsBackToSigningIn() {
        Page page = signedIn();
        page.context().clearCookies();
        button(page, "Sandbox").click();
        button(page, "Connect").click();
        assertThat(page.getByLabel("Password")).isVisible();
    }

    @Test
    void signingOutEndsTheSession() {
        Page page = signedIn();
        button(page, "Sign out").click();
        assertThat(page.getByLabel("Password")).isVisible();
        page.reload();
        assertThat(page.getByLabel("Password")).isVisible();
    }

    // ---- Connecting ---------------------------------------------------------------------------

    @Test
    void accountThatNeedsNoConsentIsConnectedAtOnceAndDisconnected() {
        Page page = signedIn();
        button(page, "Sandbox").click();
        page.getByLabel("Handle").fill("@bell.tower");
        button(page, "Connect").click();
        assertThat(said(page, "Connected: @bell.tower")).isVisible();
        assertThat(card(page, "@bell.tower")).containsText("Connected");

        button(card(page, "@bell.tower"), "Disconnect").click();
        button(page, "Keep it").click();
        assertThat(card(page, "@bell.tower")).containsText("Connected");
        button(card(page, "@bell.tower"), "Disconnect").click();
        button(page.getByRole(AriaRole.DIALOG), "Disconnect").click();
        assertThat(said(page, "Disconnected: @bell.tower")).isVisible();
        // Nothing was ever published by it, so that nothing of it is left to show.
        assertThat(card(page, "@bell.tower")).hasCount(0);
    }

    @Test
    void whatANetworkOffersIsChosenAndStaysChosen() {
        Page page = signedIn();
        button(page, "Sandbox").click();
        page.getByLabel("Handle").fill("@choosy");
        page.getByLabel("What settles a lost answer").selectOption("none");
        button(page, "Connect").click();
        assertThat(said(page, "Connected: @choosy")).isVisible();
        assertThat(account("@choosy").path("settings").toString())
                .contains("\"doubt\":\"none\"")
                .doesNotContain("\"fail\"");

        button(card(page, "@choosy"), "Connect again").click();
        assertThat(page.getByLabel("What settles a lost answer")).hasValue("none");
        assertThat(page.getByLabel("Rehearse a failure")).hasValue("");
    }

    @Test
    void whatTheServerRefusesIsShownAtItsField() {
        Page page = signedIn();
        button(page, "Mastodon").click();
        page.getByLabel("Server").fill("nowhere at all");
        button(page, "Continue to Mastodon").click();
        assertThat(page.getByLabel("Server")).hasAttribute("aria-invalid", "true");
        assertThat(page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT)).isVisible();
    }

    @Test
    void consentIsGivenOnTheNetworksOwnPages() {
        User anna = mastodon.createUser("anna");
        Page page = connecting();
        String handle = connected(page, anna);
        assertThat(page).hasURL(server.address() + "/accounts");
        assertThat(card(page, handle)).containsText("Permissions confirmed");
        assertThat(client.get("/api/v1/accounts").text()).contains(handle);
    }

    @Test
    void consentThatIsDeniedConnectsNobodyAndSaysSo() {
        mastodon.createUser("dora");
        Page page = connecting();
        Consent.deny(page);
        page.getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("h1")).hasText("Accounts");
        assertThat(card(page, "@dora@" + mastodon.host())).hasCount(0);
    }

    @Test
    void whoMayNotConnectIsToldWhoMay() {
        Page page = signedIn();
        answer(page, "**/api/v1/session", "{\"user\": {\"username\": \"vera\"}, \"scopes\": [\"read\"]}");
        answer(page, "**/api/v1/accounts?*", "{\"items\": [], \"next\": null}");
        page.reload();
        assertThat(page.getByText("Ask an owner or editor to connect one.")).isVisible();
        assertThat(button(page, "Sandbox")).hasCount(0);
    }

    private static void answer(Page page, String address, String json) {
        page.route(
                address,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(json)));
    }

    // ---- Care ---------------------------------------------------------------------------------

    @Test
    void revokedConsentShowsWhileThePageIsOpenAndIsGivenAgain() {
        User emma = mastodon.createUser("emma");
        Page page = connecting();
        String handle = connected(page, emma);
        JsonNode account = account(handle);

        mastodon.revoke(emma);
        publish(account.path("id").asText());
        assertThat(said(page, handle + ": needs reconnecting")).isVisible();
        assertThat(card(page, handle)).containsText("Needs reconnecting");
        assertThat(page.getByText("One account needs you: unless you connect it again"))
                .isVisible();

        button(card(page, handle), "Connect again").click();
        button(page, "Continue to Mastodon").click();
        connected(page, emma);
        assertThat(card(page, handle)).containsText("Permissions confirmed");
        assertThat(account(handle).path("id")).isEqualTo(account.path("id"));
    }

    private JsonNode account(String handle) {
        for (JsonNode account :
                client.get("/api/v1/accounts?limit=100").json(200).path("items")) {
            if (account.path("handle").asText().equals(handle)) {
                return account;
            }
        }
        throw new AssertionError("There is no account " + handle);
    }

    private void publish(String account) {
        Map<String, Object> post = Map.of("caption", "Ding", "accounts", List.of(account));
        String id = client.post("/api/v1/posts", post).json(201).path("id").asText();
        assertThat(client.post("/api/v1/posts/" + id + "/publish", Map.of()).status())
                .isBetween(200, 299);
    }

    // ---- For everybody ------------------------------------------------------------------------

    @Test
    void everythingIsReachedByKeyboard() {
        Page page = CHROMIUM.open(Look.WIDE_LIGHT);
        page.navigate(server.address() + "/");
        assertThat(page.getByLabel("User name")).isFocused();
        page.keyboard().type("admin");
        page.keyboard().press("Tab");
        page.keyboard().type(CarillonServer.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("Accounts");

        Locator sandbox = button(page, "Sandbox");
        for (int presses = 0; presses < 50 && !isFocused(sandbox); presses++) {
            page.keyboard().press("Tab");
        }
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(sandbox).isFocused();
    }

    private static boolean isFocused(Locator element) {
        return (boolean) element.evaluate("element => element.getRootNode().activeElement === element");
    }
}
