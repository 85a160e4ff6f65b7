package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Carillon relies on where accounts are connected and their grants renewed. */
public abstract class ConnectRules extends FollowUpRules {

    /** What connects accounts; the publisher itself, if it does. Asked for anew after each rehearsal. */
    protected Optional<AccountConnector> connector() {
        return publisher() instanceof AccountConnector itself ? Optional.of(itself) : Optional.empty();
    }

    /** Answers to the fields of the connect method that the fake network takes; empty if connecting is not tested. */
    protected Optional<Map<String, String>> answers() {
        return Optional.empty();
    }

    /** Answers that the fake network refuses. */
    protected Optional<Map<String, String>> wrongAnswers() {
        return Optional.empty();
    }

    /** What the consent of a person gave, where the network asks for consent. */
    protected Grant consent() {
        return Grant.none();
    }

    /** An account whose grant the fake network renews; asked for anew for every call. Empty if renewing is not tested. */
    protected Optional<Account> renewable() {
        return Optional.empty();
    }

    /**
     * Makes connecting and renewing fail from now on, until {@link #calm}. {@link Fault#REVOKED} means that the grant has
     * ended, {@link Fault#LOST_ANSWER} that the network renews it and the answer gets lost.
     */
    protected void rehearseConnecting(Fault fault) {
        rehearse(fault);
    }

    /** The faults that {@link #rehearseConnecting} can play. */
    protected Set<Fault> rehearsableConnecting() {
        return Set.of();
    }

    private AccountConnector connecting() {
        appliesIf(connector().isPresent(), "nothing connects accounts of this network");
        appliesIf(answers().isPresent(), "the test brings no answers to connect with");
        return connector().orElseThrow();
    }

    private AccountConnector renewing() {
        appliesIf(connector().isPresent(), "nothing connects accounts of this network");
        appliesIf(connector().orElseThrow().renews(), "its grants are not renewed");
        appliesIf(renewable().isPresent(), "the test brings no account whose grant could be renewed");
        return connector().orElseThrow();
    }

    private void connectingFails(Fault fault) {
        appliesIf(rehearsableConnecting().contains(fault), "this network cannot be made to do it");
        rehearseConnecting(fault);
    }

    private Collection<String> secretAnswers() {
        Set<String> secret = publisher().profile().connect().allFields().stream()
                .filter(ConnectMethod.Field::secret)
                .map(ConnectMethod.Field::name)
                .collect(Collectors.toSet());
        Collection<String> secrets = new HashSet<>(consent().secrets().values());
        answers().orElse(Map.of()).forEach((name, value) -> {
            if (secret.contains(name)) {
                secrets.add(value);
            }
        });
        return secrets;
    }

    private static void assertNoneOf(Collection<String> secrets, String text) {
        if (!secrets.isEmpty()) {
            assertThat(text).doesNotContain(secrets.toArray(CharSequence[]::new));
        }
    }

    @Test
    void whoConnectsIsNamedAndSecretsAreInTheGrantOnly() {
        ConnectOutcome outcome = connecting().connect(answers().orElseThrow(), consent());

        assertThat(outcome).isInstanceOf(ConnectOutcome.Identities.class);
        List<Identity> all = ((ConnectOutcome.Identities) outcome).all();
        assertThat(all).extracting(Identity::remoteId).doesNotHaveDuplicates().allMatch(id -> !id.isBlank());
        for (Identity identity : all) {
            assertThat(identity.handle()).isNotBlank();
            assertThat(identity.displayName()).isNotBlank();
            Collection<String> secrets =
                    new HashSet<>(identity.grant().secrets().values());
            secrets.addAll(secretAnswers());
            assertNoneOf(secrets, identity.settings().toString());
            assertNoneOf(secrets, identity.toString());
        }
    }

    @Test
    void connectingAgainFindsTheSameIdentity() {
        AccountConnector connector = connecting();
        ConnectOutcome first = connector.connect(answers().orElseThrow(), consent());
        ConnectOutcome second = connector.connect(answers().orElseThrow(), consent());
        assertThat(ids(second)).isEqualTo(ids(first)).isNotEmpty();
    }

    private static List<String> ids(ConnectOutcome outcome) {
        return outcome instanceof ConnectOutcome.Identities identities
                ? identities.all().stream().map(Identity::remoteId).toList()
                : List.of();
    }

    @Test
    void wrongAnswersAreRefusedByField() {
        AccountConnector connector = connecting();
        appliesIf(wrongAnswers().isPresent(), "there are no answers that it refuses");
        ConnectOutcome outcome = connector.connect(wrongAnswers().orElseThrow(), consent());
        assertThat(outcome).isInstanceOf(ConnectOutcome.Refused.class);
        List<Violation> violations = ((ConnectOutcome.Refused) outcome).violations();
        Set<String> fields = publisher().profile().connect().allFields().stream()
                .map(ConnectMethod.Field::name)
                .collect(Collectors.toSet());
        assertThat(violations)
                .isNotEmpty()
                .allMatch(violation -> !violation.message().isBlank())
                .allMatch(violation -> fields.contains(violation.field().replaceFirst("^settings\\.", "")));
        assertNoneOf(
                wrongAnswers().orElseThrow().values().stream()
                        .filter(value -> secretAnswers().contains(value))
                        .toList(),
                outcome.toString());
    }

    @Test
    void networkThatIsNotThereRefusesNobody() {
        connecting();
        connectingFails(Fault.UNAVAILABLE);
        ConnectOutcome outcome = connector().orElseThrow().connect(answers().orElseThrow(), consent());
        assertThat(outcome).isInstanceOf(ConnectOutcome.NotReached.class);
        assertThat(((ConnectOutcome.NotReached) outcome).reason()).isNotBlank();
    }

    @Test
    void connectingTellsNoSecret() {
        connecting();
        Collection<String> secrets = secretAnswers();
        appliesIf(!secrets.isEmpty(), "connecting takes no secret");
        List<String> told = new ArrayList<>();
        try (Captured logged = Captured.open()) {
            told.add(connector()
                    .orElseThrow()
                    .connect(answers().orElseThrow(), consent())
                    .toString());
            for (Fault fault : rehearsableConnecting()) {
                rehearseConnecting(fault);
                told.add(connector()
                        .orElseThrow()
                        .connect(answers().orElseThrow(), consent())
                        .toString());
                calm();
            }
            told.add(logged.text());
        }
        assertNoneOf(secrets, String.join("\n", told));
    }

    @Test
    void lookAtAnAccountTellsNoSecret() {
        appliesIf(connector().isPresent(), "nothing connects accounts of this network");
        Account account = account();
        LookOutcome outcome = connector().orElseThrow().look(account);
        assertThat(outcome).as("the grant is taken").isInstanceOf(LookOutcome.Seen.class);
        assertNoneOf(account.grant().secrets().values(), outcome.toString());
    }

    @Test
    void troubleOfTheNetworkIsNoRevokedGrant() {
        appliesIf(connector().isPresent(), "nothing connects accounts of this network");
        connectingFails(Fault.UNAVAILABLE);
        assertThat(connector().orElseThrow().look(account())).isNotInstanceOf(LookOutcome.Revoked.class);
    }

    @Test
    void renewedGrantIsAnotherAndServes() throws IOException {
        AccountConnector connector = renewing();
        Account account = renewable().orElseThrow();
        RefreshOutcome outcome = connector.refresh(account);
        assertThat(outcome).isInstanceOf(RefreshOutcome.Refreshed.class);
        Grant renewed = ((RefreshOutcome.Refreshed) outcome).grant();
        assertThat(renewed).isNotEqualTo(account.grant());
        assertThat(outcome.toString()).doesNotContain(renewed.secrets().values());

        FakePublishContext context = FakePublishContext.of(account.withGrant(renewed))
                .text("With the new grant.")
                .build();
        published(publisher().publish(context, prepare(context)));
    }

    @Test
    void endedGrantIsToldFromANetworkThatIsNotThere() {
        renewing();
        connectingFails(Fault.REVOKED);
        RefreshOutcome ended = connector().orElseThrow().refresh(renewable().orElseThrow());
        assertThat(ended).isInstanceOf(RefreshOutcome.Revoked.class);
        assertThat(((RefreshOutcome.Revoked) ended).reason()).isNotBlank();
        calm();
    }

    @Test
    void troubleOfTheNetworkEndsNoGrant() {
        renewing();
        connectingFails(Fault.UNAVAILABLE);
        RefreshOutcome outcome = connector().orElseThrow().refresh(renewable().orElseThrow());
        assertThat(outcome).isInstanceOf(RefreshOutcome.NotReached.class);
        assertThat(((RefreshOutcome.NotReached) outcome).mayHaveRenewed())
                .as("nothing was sent")
                .isFalse();
    }

    @Test
    void lostAnswerOfARenewalIsToldAsSuch() {
        renewing();
        connectingFails(Fault.LOST_ANSWER);
        RefreshOutcome outcome = connector().orElseThrow().refresh(renewable().orElseThrow());
        assertThat(outcome).isInstanceOf(RefreshOutcome.NotReached.class);
        assertThat(((RefreshOutcome.NotReached) outcome).mayHaveRenewed())
                .as("the old grant is tried once more then")
                .isTrue();
    }

    @Test
    void renewingTellsNoSecret() {
        renewing();
        Account account = renewable().orElseThrow();
        List<String> told = new ArrayList<>();
        try (Captured logged = Captured.open()) {
            for (Fault fault : rehearsableConnecting()) {
                rehearseConnecting(fault);
                told.add(connector()
                        .orElseThrow()
                        .refresh(renewable().orElseThrow())
                        .toString());
                calm();
            }
            told.add(
                    connector().orElseThrow().refresh(renewable().orElseThrow()).toString());
            told.add(logged.text());
        }
        assertNoneOf(account.grant().secrets().values(), String.join("\n", told));
    }
}
