package io.carillon.accounts.internal.vault;

import java.util.List;

/** What is known of the keys of the servers that share the database, this one among them. */
public interface OtherServers {

    /** Alone on its database. */
    OtherServers NONE = new OtherServers() {

        @Override
        public List<String> without(String keyId) {
            return List.of();
        }

        @Override
        public List<String> with(String keyId) {
            return List.of();
        }
    };

    /** The names of live servers that have not said yet that they have a key. */
    List<String> without(String keyId);

    /** The names of live servers that have a key, or had it a moment ago. */
    List<String> with(String keyId);
}
