package io.carillon.api.publisher.spi;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Connects accounts and keeps their grants alive. */
@ConsumerType
public interface AccountConnector {

    /**
     * Finds out who the person is on the network.
     *
     * @param settings the answers to the fields of the profile's connect method, those marked secret among them
     * @param consent what an OAuth consent gave; {@link Grant#none()} for the other kinds
     */
    ConnectOutcome connect(Map<String, String> settings, Grant consent);

    /**
     * Makes a new grant of the old. The caller makes sure that nobody else refreshes this account meanwhile, on no server,
     * for as long as a minute: the call must be over before. After {@link RefreshOutcome.NotReached#answerLost an answer
     * that was lost} it is called a second time with the same grant, at once.
     *
     * @return {@link RefreshOutcome.Refreshed} with the very same grant where nothing about it can be renewed
     */
    default RefreshOutcome refresh(Account account) {
        return new RefreshOutcome.Refreshed(account.grant());
    }

    /**
     * Whether {@link #refresh} can make grants last longer. Where it cannot, people are told in time to connect the
     * account again: when they schedule a post for later than its grant ends, and a day before that. A plain answer, the
     * same for all accounts.
     */
    default boolean renews() {
        return false;
    }

    /** Tells the network that the grant is no longer needed; best effort. */
    default void disconnect(Account account) {}
}
