package io.carillon.api.service;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** The keys that seal grants and other secrets; never the keys themselves, only their ids. */
@ProviderType
public interface VaultKeys {

    /** How a key is used. */
    enum Use {
        /** What is sealed now is sealed with it. */
        SEALS,
        /** It seals as soon as every server has it. */
        NEXT,
        /** It opens what it sealed before; once that is sealed anew, it is not needed any more. */
        OPENS,
        /** Values are sealed with it, but this server does not have it: they cannot be opened. */
        MISSING
    }

    /**
     * A key.
     *
     * @param fromOutside whether the environment gave it, and not the vault's file
     * @param sealed how many values are sealed with it
     */
    record Key(String id, Use use, boolean fromOutside, long sealed) {

        public Key {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(use, "use");
        }
    }

    /**
     * How it stands.
     *
     * @param keys the newest first, those that are missing last
     * @param waitingFor the names of the servers that do not have the newest key yet
     */
    record Status(List<Key> keys, List<String> waitingFor) {

        public Status {
            keys = List.copyOf(keys);
            waitingFor = List.copyOf(waitingFor);
        }
    }

    /** Asks the database how much is sealed with which key. */
    Status status();

    /** How many values could not be opened for want of their key when it was last looked, without asking anybody. */
    long lost();

    /**
     * Makes a new key. It seals as soon as every server has it; what older keys sealed is then sealed anew, little by
     * little, while everything goes on; and an older key goes once nothing is sealed with it. All of it goes on after a
     * restart.
     *
     * @throws ConflictException if the last change of key is not over, or the key comes from outside
     * @throws UnavailableException if the new key could not be written; nothing was changed
     */
    Status rotate();
}
