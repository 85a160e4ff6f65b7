package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import java.util.Objects;

/** Whose posts a network counts together. */
public record BudgetKey(String value) {

    public BudgetKey {
        Objects.requireNonNull(value, "value");
    }

    /** The posts of one account. */
    public static BudgetKey account(AccountId account) {
        return new BudgetKey("account/" + account.value());
    }

    /** The posts of all accounts of this server on a network. */
    public static BudgetKey app(Platform platform) {
        return new BudgetKey("app/" + platform.id());
    }

    /** What is prepared for posts, which networks count apart from what is published. */
    public BudgetKey forPreparing() {
        return new BudgetKey("prepare/" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
