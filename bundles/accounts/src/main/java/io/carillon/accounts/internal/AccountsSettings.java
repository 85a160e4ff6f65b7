package io.carillon.accounts.internal;

import java.nio.file.Path;
import java.time.Duration;

/** What the administrator chose, checked. */
record AccountsSettings(Path keyFile, Duration grantCache, Duration lookEvery) {

    private static final Duration MAX_CACHE = Duration.ofMinutes(5);

    private static final Duration MAX_LOOK = Duration.ofDays(7);

    /** @throws IllegalStateException with a sentence that names the wrong value */
    AccountsSettings {
        if (keyFile.toString().isEmpty()) {
            throw refused("keyFile", "empty", "a path such as /var/lib/carillon/keys/vault.json");
        }
        if (grantCache.isNegative() || grantCache.compareTo(MAX_CACHE) > 0) {
            throw refused("grantCacheSeconds", "" + grantCache.toSeconds(), "0 to " + MAX_CACHE.toSeconds());
        }
        if (lookEvery.toSeconds() < 1 || lookEvery.compareTo(MAX_LOOK) > 0) {
            throw refused("lookSeconds", "" + lookEvery.toSeconds(), "1 to " + MAX_LOOK.toSeconds());
        }
    }

    static AccountsSettings of(AccountsConfig config) {
        return new AccountsSettings(
                Path.of(config.keyFile()),
                Duration.ofSeconds(config.grantCacheSeconds()),
                Duration.ofSeconds(config.lookSeconds()));
    }

    private static IllegalStateException refused(String key, String actual, String right) {
        return new IllegalStateException("The accounts cannot start: " + key + " in etc/" + AccountsConfig.PID
                + ".cfg is " + actual + "; it must be " + right + ".");
    }
}
