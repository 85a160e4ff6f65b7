package io.carillon.api.store;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Values of one kind that are kept sealed by the vault, such as grants. A store with such values registers this service
 * beside its own; when the vault's key is changed, whatever is registered is sealed anew. Nothing here opens a value.
 */
@ProviderType
public interface SealedValues {

    /** What they are, for people, in the plural: {@code grants}. */
    String name();

    /** How many are sealed with which key, by the ids of the keys. */
    Map<String, Long> keys();

    /**
     * Some that are sealed with a key, in the order of their ids.
     *
     * @param after the last id that is known already
     */
    List<SealedValue> sealedWith(String key, Optional<String> after, int limit);

    /**
     * Puts values in the place of the same values sealed before, in one transaction; those that were changed or removed
     * meanwhile are left as they are. To everybody else a value stays what it was: whoever is about to replace it is not
     * refused because of this.
     *
     * @return how many were put
     */
    int reseal(List<Resealed> values);

    /**
     * A value as it is kept.
     *
     * @param sealed a JWE in compact form (RFC 7516)
     * @param key id of the key that opens it
     * @param version raised by every change but sealing anew
     */
    record SealedValue(String id, String sealed, String key, long version) {

        public SealedValue {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(sealed, "sealed");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public String toString() {
            return "SealedValue[" + id + ", " + key + "]";
        }
    }

    /** A value that was opened and sealed with another key. */
    record Resealed(SealedValue before, String sealed, String key) {

        public Resealed {
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(sealed, "sealed");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public String toString() {
            return "Resealed[" + before.id() + ", " + key + "]";
        }
    }
}
