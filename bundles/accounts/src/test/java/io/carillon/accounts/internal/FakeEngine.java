package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

final class FakeEngine implements Engine {

    final List<AccountId> woken = new ArrayList<>();
    final List<ZoneId> followed = new ArrayList<>();
    boolean needed;

    @Override
    public boolean needs(Account account) {
        return needed;
    }

    @Override
    public void wake(Account account) {
        woken.add(account.id());
    }

    @Override
    public void follow(Account account) {
        followed.add(account.zone());
    }
}
