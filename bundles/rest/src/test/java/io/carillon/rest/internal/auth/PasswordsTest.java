package io.carillon.rest.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.UserId;
import io.carillon.api.service.NotFoundException;
import io.carillon.rest.internal.fake.Server;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PasswordsTest extends ServerCase {

    private static final String NEXT = "battery staple";

    private Answer signIn(String password) {
        return server.nobody().post("session", "{\"username\": \"admin\", \"password\": \"" + password + "\"}");
    }

    private Client browser() {
        List<String> cookies = signIn(Server.PASSWORD).headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')).replace("\"", ""))
                .toList();
        String csrf = cookies.stream()
                .filter(cookie -> cookie.startsWith("carillon-csrf="))
                .map(cookie -> cookie.substring(cookie.indexOf('=') + 1))
                .collect(Collectors.joining());
        return server.nobody().with("Cookie", String.join("; ", cookies)).with("X-CSRF-Token", csrf);
    }

    private static Answer change(Client browser, String current, String next) {
        return browser.json("PUT", "session/password", "{\"current\": \"" + current + "\", \"new\": \"" + next + "\"}");
    }

    @Test
    void personChangesTheirPasswordAndIsSignedOutElsewhere() {
        Client here = browser();
        Client elsewhere = browser();

        Answer changed = change(here, Server.PASSWORD, NEXT);

        assertThat(changed.status()).as(changed.text()).isEqualTo(204);
        assertThat(here.get("session").status()).isEqualTo(200);
        assertThat(elsewhere.get("session").at("/code")).isEqualTo("session-ended");
        assertThat(client.get("session").status()).as("tokens stay").isEqualTo(200);
        assertThat(signIn(Server.PASSWORD).status()).isEqualTo(401);
        assertThat(signIn(NEXT).status()).isEqualTo(204);
    }

    @Test
    void whoeverOnlyFoundTheBrowserOpenDoesNotGetFar() {
        Client browser = browser();

        for (int i = 0; i < 5; i++) {
            assertThat(change(browser, "a guess", NEXT).at("/code")).isEqualTo("wrong-password");
        }
        Answer slowed = change(browser, Server.PASSWORD, NEXT);
        assertThat(slowed.status()).isEqualTo(429);
        assertThat(slowed.header("Retry-After")).isNotEmpty();
        assertThat(signIn(Server.PASSWORD).status()).as("it is the same count").isEqualTo(429);
        assertThat(change(browser.with("X-CSRF-Token", "guess"), Server.PASSWORD, NEXT)
                        .at("/code"))
                .isEqualTo("csrf");
        assertThat(change(client, Server.PASSWORD, NEXT).at("/code")).isEqualTo("no-session");
    }

    @Test
    void wrongWishesAreTold() {
        Client browser = browser();

        Answer both = browser.json("PUT", "session/password", "{\"new\": \"short\"}");
        assertThat(both.status()).isEqualTo(422);
        assertThat(both.at("/errors/0/field")).isEqualTo("current");
        assertThat(both.at("/errors/1/field")).isEqualTo("new");
        assertThat(both.at("/errors/1/limit")).isEqualTo("8");
        assertThat(change(browser, Server.PASSWORD, Server.PASSWORD).at("/errors/0/rule"))
                .isEqualTo("another");
        assertThat(change(browser, Server.PASSWORD, "x".repeat(1025)).at("/errors/0/rule"))
                .isEqualTo("max-length");
    }

    @Test
    void lostPasswordIsReplacedByWhoeverRunsTheServer() {
        Client browser = browser();
        PasswordDesk desk = new PasswordDesk(server.identities, new Random(5));

        String password = desk.resetPassword("ADMIN");

        assertThat(password).hasSize(20);
        assertThat(browser.get("session").status()).isEqualTo(401);
        assertThat(signIn(password).status()).isEqualTo(204);
        assertThat(server.identities.users.get(new UserId("u_admin")).passwordHash())
                .doesNotContain(password);
        assertThatThrownBy(() -> desk.resetPassword("eve"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("There is nobody whose user name is 'eve'.");
    }
}
