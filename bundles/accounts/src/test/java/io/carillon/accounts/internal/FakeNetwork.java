package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a network answers to credentials, and about grants that are to be renewed. */
final class FakeNetwork extends OneNetwork {

    boolean hasConnector = true;
    Function<Map<String, String>, ConnectOutcome> answer;
    Function<Account, RefreshOutcome> renewing = account -> new RefreshOutcome.Refreshed(account.grant());
    Function<Account, LookOutcome> looking = LookOutcome.Seen::unchanged;
    int renewed;
    RuntimeException goodbyeFails;
    final List<Account> goodbyes = new ArrayList<>();
    int open;

    FakeNetwork(ConnectMethod method) {
        super(method);
    }

    @Override
    protected Optional<Use<AccountConnector>> connector() {
        return hasConnector ? super.connector() : Optional.empty();
    }

    @Override
    protected void taken() {
        open++;
    }

    @Override
    protected void givenBack() {
        open--;
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        return answer.apply(settings);
    }

    @Override
    public synchronized RefreshOutcome refresh(Account account) {
        renewed++;
        return renewing.apply(account);
    }

    @Override
    public LookOutcome look(Account account) {
        return looking.apply(account);
    }

    @Override
    public void disconnect(Account account) {
        goodbyes.add(account);
        if (goodbyeFails != null) {
            throw goodbyeFails;
        }
    }
}
