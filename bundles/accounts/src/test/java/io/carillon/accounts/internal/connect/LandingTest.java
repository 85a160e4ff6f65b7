package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Comeback;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.ConsentStore.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** People come back from the network: late, twice, in another browser, or with trouble. */
class LandingTest extends ConnectionCase {

    @Test
    void whoeverComesBackTwiceIsRefusedTheSecondTime() {
        Begun begun = begin();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.USED);
        assertThat(http.requests).as("the code went to the network once").hasSize(1);

        desk.choose(BROWSER, begun.state(), List.of("1"));
        ConflictException again =
                catchThrowableOfType(ConflictException.class, () -> desk.choose(BROWSER, begun.state(), List.of("1")));
        assertThat(again.code()).isEqualTo("consent-used");
    }

    @Test
    void whoeverComesTooLateIsRefused() {
        Begun begun = begin();
        clock.set(begun.expiresAt());
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.EXPIRED);
        assertThat(http.requests).isEmpty();
        assertThat(row().sealed()).isEmpty();
    }

    @Test
    void anotherBrowserIsRefusedAndUsesNothingUp() {
        Begun begun = begin();
        Visitor other = new Visitor(Optional.of(USER), WORKSPACES, Set.of("session:other"));
        assertThat(failure(other, code(begun, "C-1"))).isEqualTo(Failure.OTHER_BROWSER);
        assertThat(failure(new Visitor(Optional.empty(), Set.of(), Set.of()), code(begun, "C-1")))
                .isEqualTo(Failure.OTHER_BROWSER);

        http.json(200, TOKENS);
        assertThat(desk.land(BROWSER, code(begun, "C-1")).identities()).hasSize(1);
    }

    @Test
    void whatAProgramBeganIsFinishedByItsPersonInAnyBrowser() {
        Begun begun = begin(wish(Map.of(), Optional.empty(), "cookie:xyz"));
        assertThat(failure(new Visitor(Optional.of(new UserId("u_2")), WORKSPACES, Set.of()), code(begun, "C-1")))
                .isEqualTo(Failure.OTHER_BROWSER);
        http.json(200, TOKENS);
        assertThat(desk.land(Visitor.of(USER, Workspace.DEFAULT_ID), code(begun, "C-1"))
                        .identities())
                .hasSize(1);
    }

    @Test
    void whoMayConnectNothingAnyMoreFinishesNothing() {
        Begun begun = begin();
        Visitor reader = new Visitor(Optional.of(USER), Set.of(), Set.of(SESSION));
        assertThat(failure(reader, code(begun, "C-1"))).isEqualTo(Failure.OTHER_BROWSER);
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> desk.choose(reader, begun.state(), List.of("1"))))
                .isNotNull();
        assertThat(desk.choose(BROWSER, begun.state(), List.of("1"))).hasSize(1);
    }

    @Test
    void unknownStateIsRefused() {
        assertThat(failure(
                        BROWSER,
                        new Comeback(
                                PATH,
                                Optional.of("made-up"),
                                Optional.of("C-1"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo(Failure.UNKNOWN);
        assertThat(failure(
                        BROWSER,
                        new Comeback(
                                PATH,
                                Optional.empty(),
                                Optional.of("C-1"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo(Failure.UNKNOWN);
    }

    @Test
    void whoSaysNoIsToldWhatTheNetworkSays() {
        Begun begun = begin(wish(Map.of(), Optional.empty(), SESSION));
        FailedException failed = failed(BROWSER, error(begun, "access_denied", "The user\nsaid <b>no</b>"));
        assertThat(failed.failure()).isEqualTo(Failure.DENIED);
        assertThat(failed.getMessage()).isEqualTo("Consent was not given. Birdsong says: The user said <b>no</b>");
        assertThat(failed.returnTo()).contains("/accounts");
        ConflictException asked =
                catchThrowableOfType(ConflictException.class, () -> desk.choice(BROWSER, begun.state()));
        assertThat(asked.code()).isEqualTo("consent-denied");
    }

    @Test
    void everyOtherErrorOfTheNetworkIsTold() {
        assertThat(failure(BROWSER, error(begin(), "server_error", "busy"))).isEqualTo(Failure.REFUSED);
        assertThat(failure(BROWSER, error(begin(), "unauthorized_client", ""))).isEqualTo(Failure.APP);
        assertThat(failure(
                        BROWSER,
                        new Comeback(
                                PATH,
                                Optional.of(begin().state()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo(Failure.NO_CODE);
    }

    @Test
    void troubleAtTheTokenEndpointIsToldApart() {
        http.json(500, "{\"error\":\"server_error\"}");
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.NETWORK);
        http.json(200, "<html>Please wait</html>");
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.NETWORK);
        http.then(new GuardedHttp.Lost("No answer from birdsong.example before the deadline."));
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.NETWORK);
        http.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"The code is used\"}");
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.REFUSED);
        http.json(401, "{\"error\":\"invalid_client\"}");
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.APP);
    }

    @Test
    void noSecretIsInWhatIsTold() {
        http.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Code C-12345 of s3cret is used\"}");
        FailedException failed = failed(BROWSER, code(begin(), "C-12345"));
        assertThat(failed.getMessage())
                .contains("is used")
                .doesNotContain("C-12345")
                .doesNotContain("s3cret");
    }

    @Test
    void whoPretendsToBeAnotherServerIsRefused() {
        open(ConnectMethod.oauth2(OAuth2Endpoints.at(ENDPOINTS.authorization(), ENDPOINTS.token())
                .issuer("https://birdsong.example")
                .build()));
        Comeback wrong = new Comeback(
                PATH,
                Optional.of(begin().state()),
                Optional.of("C-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("https://evil.example"));
        assertThat(failure(BROWSER, wrong)).isEqualTo(Failure.WRONG_ISSUER);
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.WRONG_ISSUER);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void aPublisherThatFailsLeavesNothingHalfDone() {
        network.identities = consent -> {
            throw new IllegalStateException("AT-1 leaked");
        };
        http.json(200, TOKENS);
        FailedException failed = failed(BROWSER, code(begin(), "C-1"));
        assertThat(failed.failure()).isEqualTo(Failure.SERVER);
        assertThat(failed.getMessage()).doesNotContain("AT-1");
        assertThat(row().stage()).isEqualTo(Stage.FAILED);
    }
}
