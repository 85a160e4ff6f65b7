package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Candidate;
import io.carillon.api.service.Connections.Choice;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.ConsentStore.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A consent becomes accounts. */
class ConnectionDeskTest extends ConnectionCase {

    @Test
    void aPersonIsSentToTheNetworkAndBecomesAnAccount() {
        Begun begun = begin();
        Map<String, String> asked = FakeHttp.parameters(begun.authorizationUrl().getRawQuery());
        assertThat(begun.authorizationUrl().toString()).startsWith("https://birdsong.example/authorize?");
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "carillon")
                .containsEntry("redirect_uri", CALLBACK.toString())
                .containsEntry("scope", "read write")
                .containsEntry("state", begun.state())
                .containsEntry("code_challenge_method", "S256")
                .containsKey("code_challenge");
        assertThat(begun.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));

        http.json(200, TOKENS);
        Choice choice = desk.land(BROWSER, code(begun, "C-1"));
        assertThat(choice.identities())
                .containsExactly(new Candidate("1", "@bell", "bell", Optional.empty(), Optional.empty(), List.of()));
        assertThat(FakeHttp.form(http.last()))
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "C-1")
                .containsEntry("redirect_uri", CALLBACK.toString())
                .containsKey("code_verifier")
                .doesNotContainKey("client_secret");
        assertThat(http.last().headers().get("Authorization")).startsWith("Basic ");

        assertThat(desk.choice(Visitor.of(USER, Workspace.DEFAULT_ID), begun.state()))
                .isEqualTo(choice);
        Account account = desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
        assertThat(account.grant()).isEqualTo(Grant.none());
        assertThat(account.handle()).isEqualTo("@bell");
        assertThat(account.settings()).containsEntry(Identity.GRANTED_SCOPES, "read write");
        Grant grant = house.opened(account).grant();
        assertThat(grant.secret(OAuth2Grant.ACCESS_TOKEN)).contains("AT-1");
        assertThat(grant.secret(OAuth2Grant.REFRESH_TOKEN)).contains("RT-1");
        assertThat(grant.expiresAt()).contains(NOW.plusSeconds(3600));
    }

    @Test
    void whatIsSecretIsSealedAndGoneOnceItIsOver() {
        Begun begun = begin();
        assertThat(row().hash()).doesNotContain(begun.state());
        assertThat(row().toString()).doesNotContain(begun.state());
        String verifier = verifier(begun);
        assertThat(row().sealed().orElseThrow().sealed())
                .doesNotContain(verifier)
                .doesNotContain("AT-1");
        assertThat(row().stage()).isEqualTo(Stage.CHOOSING);
        desk.choose(BROWSER, begun.state(), List.of("1"));
        assertThat(row().stage()).isEqualTo(Stage.FINISHED);
        assertThat(row().sealed()).isEmpty();
    }

    @Test
    void itGoesOnAfterARestartAndOnAnotherServer() {
        Begun begun = begin();
        desk = newDesk();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        desk = newDesk();
        assertThat(desk.choose(BROWSER, begun.state(), List.of("1"))).hasSize(1);
    }

    @Test
    void missingScopesAreNamed() {
        Begun begun = begin();
        http.json(200, TOKENS.replace("read write", "read"));
        Choice choice = desk.land(BROWSER, code(begun, "C-1"));
        assertThat(choice.identities().get(0).missing()).containsExactly("write");
        Account account = desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
        assertThat(account.settings()).containsEntry(Identity.GRANTED_SCOPES, "read");
    }

    @Test
    void severalIdentitiesAreChosenFrom() {
        network.identities = consent -> new ConnectOutcome.Identities(List.of(
                ConsentNetwork.identity("1", "@bell", consent),
                ConsentNetwork.identity("2", "@page", Grant.oauthToken("PAGE-2")),
                ConsentNetwork.identity("3", "@club", Grant.oauthToken("PAGE-3"))));
        Begun begun = begin();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));

        assertThat(violation(() -> desk.choose(BROWSER, begun.state(), List.of()))
                        .rule())
                .isEqualTo("required");
        assertThat(violation(() -> desk.choose(BROWSER, begun.state(), List.of("1", "4")))
                        .actual())
                .isEqualTo("4");
        List<Account> accounts = desk.choose(BROWSER, begun.state(), List.of("3", "1"));
        assertThat(accounts).extracting(Account::handle).containsExactly("@bell", "@club");
        assertThat(house.opened(accounts.get(1)).grant().secret(OAuth2Grant.ACCESS_TOKEN))
                .contains("PAGE-3");
        assertThat(house.register().list(Workspace.DEFAULT_ID)).hasSize(2);
    }

    @Test
    void whoConnectsAnewKeepsTheAccountAndWakesWhatWaits() {
        AccountId id = connected().id();
        Begun begun = begin(wish(Map.of(), Optional.of(id), SESSION));
        http.json(200, TOKENS.replace("AT-1", "AT-2"));
        network.identities = consent -> new ConnectOutcome.Identities(List.of(
                ConsentNetwork.identity("1", "@bell", consent), ConsentNetwork.identity("2", "@page", consent)));
        Choice choice = desk.land(BROWSER, code(begun, "C-1"));
        assertThat(choice.identities()).extracting(Candidate::account).containsExactly(Optional.of(id));

        Account again = desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(house.opened(again).grant().secret(OAuth2Grant.ACCESS_TOKEN)).contains("AT-2");
        assertThat(house.woken()).containsExactly(id);
    }

    @Test
    void anotherIdentityCannotTakeAnAccountsPlace() {
        AccountId id = connected().id();
        Begun begun = begin(wish(Map.of(), Optional.of(id), SESSION));
        http.json(200, TOKENS);
        network.identities = consent -> ConsentNetwork.person("2", "@other", consent);
        FailedException failed = failed(BROWSER, code(begun, "C-1"));
        assertThat(failed.failure()).isEqualTo(Failure.NO_IDENTITY);
        assertThat(failed.getMessage()).contains("@bell").contains("@other");
    }

    @Test
    void aConsentIsItsOwnersOnly() {
        Begun begun = begin();
        assertThat(catchThrowableOfType(
                        NotFoundException.class,
                        () -> desk.choice(Visitor.of(new UserId("u_2"), Workspace.DEFAULT_ID), begun.state())))
                .isNotNull();
        ConflictException pending =
                catchThrowableOfType(ConflictException.class, () -> desk.choice(BROWSER, begun.state()));
        assertThat(pending.code()).isEqualTo("consent-pending");
    }
}
