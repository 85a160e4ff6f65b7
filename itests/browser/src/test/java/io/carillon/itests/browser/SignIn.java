package io.carillon.itests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.carillon.itests.support.CarillonServer;

/** Signing in as a person does. */
final class SignIn {

    private SignIn() {}

    /** The administrator, who then sees the accounts. */
    static void at(Page page, CarillonServer server) {
        page.navigate(server.address() + "/accounts");
        as(page, "admin", CarillonServer.PASSWORD);
        assertThat(page.locator("h1")).hasText("Accounts");
    }

    static void as(Page page, String user, String password) {
        page.getByLabel("User name").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }
}
