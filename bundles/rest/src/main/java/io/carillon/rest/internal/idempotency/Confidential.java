package io.carillon.rest.internal.idempotency;

/** An answer with something that is shown once and never kept. */
public interface Confidential {

    /** What a repetition of the request is answered. */
    Object withoutSecrets();
}
