package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.oauth.DpopKey;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.service.DpopProofs;
import java.net.URI;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Proofs for publishers, by the same key that tokens were asked for with. */
@Component(service = DpopProofs.class)
public final class Proofs implements DpopProofs {

    @Override
    public String proof(Grant grant, String method, URI uri, Optional<String> nonce) {
        String key = grant.secret(OAuth2Grant.DPOP_KEY)
                .orElseThrow(() -> new IllegalArgumentException("The grant is bound to no key"));
        return DpopKey.parse(key).proof(method, uri, grant.secret(OAuth2Grant.ACCESS_TOKEN), nonce);
    }
}
