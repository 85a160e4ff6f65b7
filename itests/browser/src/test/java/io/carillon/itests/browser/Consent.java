package io.carillon.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;

/** What a person does to connect an account of Mastodon, from the page of accounts on. */
final class Consent {

    private Consent() {}

    /** As far as the network's own page. */
    static void ask(Page page, MastodonSimulator mastodon) {
        button(page, "Mastodon");
        page.getByLabel("Server").fill(mastodon.url().toString());
        button(page, "Continue to Mastodon");
        assertThat(page.locator("h1")).hasText("Carillon would like to use your account");
    }

    /** On the network's own page; leads back to Carillon's, where accounts are chosen. */
    static void allow(Page page, User user) {
        page.locator("select[name=user]").selectOption(user.name());
        page.locator("#allow").click();
        assertThat(page.getByRole(AriaRole.CHECKBOX).first()).isVisible();
    }

    static void deny(Page page) {
        page.locator("#deny").click();
        assertThat(page.locator("body")).containsText("Nothing was connected");
    }

    static void choose(Page page) {
        page.getByRole(AriaRole.CHECKBOX).first().check();
        page.getByRole(AriaRole.BUTTON).first().click();
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
