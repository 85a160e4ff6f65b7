package io.carillon.api.service;

import io.carillon.api.model.Scope;
import org.osgi.annotation.versioning.ProviderType;

/** Knows the tokens by which programs reach the server, for what is served outside the REST API. */
@ProviderType
public interface BearerTokens {

    /** What a token is worth. */
    enum Verdict {
        ALLOWED,
        /** There is such a token, but it, or the role of the person that it acts for, does not reach so far. */
        FORBIDDEN,
        /** There is no such token, or it has expired. */
        UNKNOWN
    }

    /**
     * Judges what a caller sent as {@code Authorization}.
     *
     * @param authorization the header's value, such as {@code Bearer abc}
     * @throws UnavailableException if tokens cannot be looked up at this moment
     */
    Verdict judge(String authorization, Scope needed);
}
