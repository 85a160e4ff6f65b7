package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.Account;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectMethod.Field;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.UnavailableException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where consent is given, and as which app. */
class PlacesTest extends ConnectionCase {

    @Test
    void withoutAnAppItIsSaidWhereToEnterOne() {
        apps.remove(ConsentNetwork.PLATFORM);
        ConflictException missing = catchThrowableOfType(ConflictException.class, this::begin);
        assertThat(missing.code()).isEqualTo("app-missing");
        assertThat(missing.getMessage())
                .contains("PUT /api/v1/platforms/birdsong/app")
                .contains("etc/io.carillon.accounts.app-birdsong.cfg");
        assertThat(store.rows).isEmpty();
    }

    @Test
    void anAppThatIsChangedMeanwhileIsToldOf() {
        Begun begun = begin();
        apps.put(ConsentNetwork.PLATFORM, "another", Optional.empty());
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.APP);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void aServerOfItsOwnIsIntroducedToOnce() {
        open(ConnectMethod.oauth2PerServer(List.of("write"), new Field("server", "Server", false, true)));
        network.server = settings -> new ServerAnswer.Given<>(
                new AuthorizationServer(URI.create("https://" + settings.get("server")), ENDPOINTS, true));
        network.registration = new ServerAnswer.Given<>(new OAuth2App("registered-1", Optional.of("rs3cret")));

        Begun first = begin(wish(Map.of("server", "one.example"), Optional.empty(), SESSION));
        begin(wish(Map.of("server", "one.example"), Optional.empty(), SESSION));
        assertThat(network.registrations).hasSize(1);
        assertThat(network.registrations.get(0).redirectUri()).isEqualTo(CALLBACK);
        assertThat(appStore.rows.values().toString()).doesNotContain("rs3cret");
        begin(wish(Map.of("server", "two.example"), Optional.empty(), SESSION));
        assertThat(network.registrations).hasSize(2);

        http.json(200, TOKENS);
        desk.land(BROWSER, code(first, "C-1"));
        Account account = desk.choose(BROWSER, first.state(), List.of("1")).get(0);
        assertThat(network.askedWith).containsEntry("server", "one.example");
        assertThat(house.opened(account).grant().secret(OAuth2Grant.SERVER)).contains("https://one.example");
        assertThat(account.settings()).containsEntry("server", "one.example");
    }

    @Test
    void whatTheAccountsServerSaysIsToldInOurWords() {
        open(ConnectMethod.oauth2PerServer(List.of("write"), new Field("server", "Server", false, true)));
        network.server = settings ->
                new ServerAnswer.Refused<>(Violation.error("server", "mastodon", "", "x", "There is no such server."));
        assertThat(violation(() -> begin(wish(Map.of("server", "x"), Optional.empty(), SESSION)))
                        .field())
                .isEqualTo("settings.server");
        assertThat(violation(this::begin).rule()).isEqualTo("required");
        network.server = settings -> new ServerAnswer.NotReached<>("No answer.");
        assertThat(catchThrowableOfType(
                        UnavailableException.class,
                        () -> begin(wish(Map.of("server", "x"), Optional.empty(), SESSION))))
                .hasMessageContaining("No answer.");
    }
}
