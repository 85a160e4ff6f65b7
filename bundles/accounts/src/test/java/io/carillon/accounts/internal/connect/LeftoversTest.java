package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.Connections.Wish;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.api.store.ConsentStore.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who do not come back, or do not choose. */
class LeftoversTest extends ConnectionCase {

    private static final URI REVOCATION = URI.create("https://birdsong.example/revoke");
    private static final WorkspaceId OTHER = new WorkspaceId("other");
    private static final Duration OVER = Consents.PATIENCE.plus(Consents.GRACE).plusSeconds(1);

    @BeforeEach
    @Override
    void open() {
        open(ConnectMethod.oauth2(OAuth2Endpoints.at(ENDPOINTS.authorization(), ENDPOINTS.token())
                .scopes("read", "write")
                .revocation(REVOCATION)
                .build()));
        apps.put(ConsentNetwork.PLATFORM, "carillon", Optional.of("s3cret"));
    }

    private Begun comeBack() {
        Begun begun = begin();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        return begun;
    }

    private long revocations() {
        return http.requests.stream()
                .filter(request -> request.uri().equals(REVOCATION))
                .count();
    }

    @Test
    void whatNobodyChoseIsGivenBackAndNoLongerKept() {
        Begun begun = comeBack();
        clearUp();
        assertThat(row().sealed()).as("the person may still choose").isPresent();

        clock.advance(OVER);
        clearUp();
        clearUp();

        assertThat(row().sealed()).isEmpty();
        assertThat(revocations()).isEqualTo(1);
        assertThat(FakeHttp.form(http.last())).containsEntry("token", "RT-1");
        assertThat(catchThrowableOfType(
                                ConflictException.class, () -> desk.choose(BROWSER, begun.state(), List.of("1")))
                        .code())
                .isEqualTo(Failure.EXPIRED.code());
    }

    @Test
    void whoConnectedBeforeKeepsTheirConsent() {
        connected();
        comeBack();
        clock.advance(OVER);
        clearUp();

        assertThat(store.rows.values()).extracting(Consent::sealed).containsOnly(Optional.empty());
        assertThat(revocations())
                .as("some networks end all that a person ever allowed")
                .isZero();
    }

    @Test
    void whoIsConnectedInAnotherWorkspaceKeepsTheirConsent() {
        connected();
        Visitor there = new Visitor(Optional.of(USER), Set.of(OTHER), Set.of(SESSION));
        Begun begun = begin(new Wish(
                OTHER, USER, ConsentNetwork.PLATFORM, Map.of(), Optional.empty(), Optional.empty(), CALLBACK, SESSION));
        http.json(200, TOKENS);
        desk.land(there, code(begun, "C-1"));
        clock.advance(OVER);
        clearUp();

        assertThat(store.rows.values()).extracting(Consent::sealed).containsOnly(Optional.empty());
        assertThat(revocations()).as("it may be the same token").isZero();
    }

    @Test
    void whatSomebodyLeavesWhoIsDisconnectedIsGivenBack() {
        Account account = connected();
        house.hasPublished(account);
        house.register().remove(account.workspace(), account.id());
        assertThat(house.rows().get(account.id()).status()).isEqualTo(AccountStatus.DISCONNECTED);
        comeBack();
        clock.advance(OVER);
        clearUp();

        assertThat(revocations()).isEqualTo(1);
    }

    @Test
    void whoeverNeverCameBackIsToldThatItTookTooLong() {
        Begun begun = begin();
        clock.advance(OVER);
        clearUp();

        assertThat(row().sealed()).isEmpty();
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.EXPIRED);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void whatAServerThatWasKilledWasAtIsNoLongerKept() {
        begin();
        Consent asked = row();
        store.advance(
                Stage.ASKED,
                new Consent(
                        asked.hash(),
                        asked.workspace(),
                        asked.user(),
                        asked.platform(),
                        asked.browser(),
                        Stage.RETURNED,
                        Optional.empty(),
                        asked.sealed(),
                        asked.expiresAt()));
        clock.advance(OVER);
        clearUp();

        assertThat(row().stage()).isEqualTo(Stage.FAILED);
        assertThat(row().sealed()).isEmpty();
    }

    @Test
    void whoeverComesWhileItIsClearedUpLeavesNothingAtTheNetwork() {
        Begun begun = begin();
        http.json(200, TOKENS);
        network.identities = consent -> {
            clock.advance(OVER);
            clearUp();
            return ConsentNetwork.person("1", "@bell", consent);
        };
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.EXPIRED);
        assertThat(revocations()).isEqualTo(1);
    }

    @Test
    void whatIsLongOverIsForgotten() {
        begin();
        clock.advance(Duration.ofDays(1).plus(OVER));
        clearUp();
        assertThat(store.rows).isEmpty();
    }
}
