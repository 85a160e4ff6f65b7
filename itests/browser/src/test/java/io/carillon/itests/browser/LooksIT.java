package io.carillon.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.itests.support.CarillonServer;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page on every screen: nothing is cut off, nothing is hard to read; its picture is kept in {@code target/looks}. */
class LooksIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @RegisterExtension
    static final Site SITE = new Site("looks");

    private final MastodonSimulator mastodon = SITE.mastodon();
    private final CarillonServer server = SITE.server();

    @ParameterizedTest
    @EnumSource
    void signingIn(Look look) {
        Page page = CHROMIUM.open(look);
        page.navigate(server.address() + "/");
        page.getByLabel("Password").waitFor();
        look.check(page, "sign-in");
    }

    @ParameterizedTest
    @EnumSource
    void nobodyConnectedYet(Look look) {
        Page page = CHROMIUM.open(look);
        SignIn.at(page, server);
        assertThat(page.getByText("No account yet")).isVisible();
        look.check(page, "accounts-none");
    }

    /** What a server would answer for accounts in every state, and with names as people have them. */
    @ParameterizedTest
    @EnumSource
    void accountsInEveryState(Look look) {
        Page page = CHROMIUM.open(look);
        page.route("**/api/v1/accounts?*", LooksIT::everyState);
        SignIn.at(page, server);
        assertThat(page.getByRole(AriaRole.ARTICLE)).hasCount(6);
        look.check(page, "accounts");
    }

    @ParameterizedTest
    @EnumSource
    void choosingAccounts(Look look) {
        User user = mastodon.createUser("someone-on-" + look.name().toLowerCase(Locale.ROOT));
        Page page = CHROMIUM.open(look);
        SignIn.at(page, server);
        Consent.ask(page, mastodon);
        Consent.allow(page, user);
        look.check(page, "choose");
    }

    @ParameterizedTest
    @EnumSource
    void consentDenied(Look look) {
        mastodon.createUser("nobody-on-" + look.name().toLowerCase(Locale.ROOT));
        Page page = CHROMIUM.open(look);
        SignIn.at(page, server);
        Consent.ask(page, mastodon);
        Consent.deny(page);
        look.check(page, "denied");
    }

    private static void everyState(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setHeaders(Map.of("Cache-Control", "no-store"))
                .setBodyBytes(CarillonServer.resource(LooksIT.class, "every-state.json")));
    }

    @ParameterizedTest
    @EnumSource
    void connecting(Look look) {
        Page page = CHROMIUM.open(look);
        SignIn.at(page, server);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Mastodon"))
                .click();
        page.getByRole(AriaRole.DIALOG).waitFor();
        look.check(page, "connect");
    }
}
