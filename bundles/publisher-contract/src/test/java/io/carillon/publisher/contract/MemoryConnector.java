package io.carillon.publisher.contract;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/** Who publishes to memory, right but for one mistake. */
final class MemoryConnector implements AccountConnector {

    static final String PASSWORD = "never-tell-0815";

    private static final Logger LOG = Logger.getLogger(MemoryConnector.class.getName());

    private final Mistake mistake;
    private int connected;

    Optional<Fault> fault = Optional.empty();

    MemoryConnector(Mistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        if (mistake == Mistake.LOGS_THE_PASSWORD) {
            LOG.fine("Signing in with " + settings);
        }
        if (fault.isPresent()) {
            return mistake == Mistake.TAKES_TROUBLE_FOR_A_REFUSAL
                    ? new ConnectOutcome.Refused(List.of())
                    : new ConnectOutcome.NotReached("Nobody answers.");
        }
        if (!PASSWORD.equals(settings.get("password"))) {
            return new ConnectOutcome.Refused(
                    mistake == Mistake.REFUSES_WITHOUT_A_WORD
                            ? List.of()
                            : List.of(Violation.error("password", "wrong", "", "", "Another password, please.")));
        }
        String id = mistake == Mistake.NAMES_EACH_SIGN_IN_ANEW ? "id-" + connected++ : "id";
        Map<String, String> kept = new HashMap<>();
        kept.put("name", settings.get("name"));
        if (mistake == Mistake.KEEPS_THE_PASSWORD_IN_THE_SETTINGS) {
            kept.putAll(settings);
        }
        return new ConnectOutcome.Identities(List.of(
                new Identity(id, "@m", "M", Optional.empty(), kept, Grant.oauthToken("never-tell-of-connecting"))));
    }

    @Override
    public LookOutcome look(Account account) {
        if (fault.isPresent()) {
            return mistake == Mistake.TAKES_TROUBLE_FOR_A_REVOKED_GRANT
                    ? new LookOutcome.Revoked("Nobody answers.")
                    : new LookOutcome.NotReached("Nobody answers.");
        }
        return mistake == Mistake.TELLS_THE_TOKEN_WHEN_LOOKING
                ? new LookOutcome.Seen(
                        account.handle(), Optional.empty(), account.grant().secrets())
                : LookOutcome.Seen.unchanged(account);
    }

    @Override
    public boolean renews() {
        return true;
    }

    @Override
    public RefreshOutcome refresh(Account account) {
        String why = mistake == Mistake.TELLS_THE_TOKEN_WHEN_RENEWING
                ? "Refused: " + account.grant().secrets()
                : "Rehearsed.";
        if (fault.isEmpty()) {
            return new RefreshOutcome.Refreshed(
                    mistake == Mistake.RENEWS_NOTHING ? account.grant() : Grant.oauthToken("never-tell-renewed"));
        }
        return switch (fault.get()) {
            case REVOKED ->
                mistake == Mistake.TAKES_AN_ENDED_GRANT_FOR_TROUBLE
                        ? new RefreshOutcome.NotReached(why)
                        : new RefreshOutcome.Revoked(why);
            case LOST_ANSWER ->
                mistake == Mistake.HIDES_A_LOST_RENEWAL
                        ? new RefreshOutcome.NotReached(why)
                        : RefreshOutcome.NotReached.answerLost(why);
            default ->
                mistake == Mistake.TAKES_TROUBLE_FOR_THE_END
                        ? new RefreshOutcome.Revoked(why)
                        : new RefreshOutcome.NotReached(why);
        };
    }
}
