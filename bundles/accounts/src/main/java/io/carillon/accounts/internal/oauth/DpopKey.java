package io.carillon.accounts.internal.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.util.URIUtils;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;

/** A key pair that tokens are bound to (RFC 9449), and the proofs that it makes. */
public final class DpopKey {

    private final ECKey key;
    private final DefaultDPoPProofFactory proofs;

    private DpopKey(ECKey key) {
        this.key = key;
        try {
            proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The key is none that can sign with ES256", e);
        }
    }

    public static DpopKey generate() {
        try {
            return new DpopKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java runtime makes keys on P-256", e);
        }
    }

    /** @throws IllegalArgumentException if the text is no private EC key as a JWK; it does not quote it */
    public static DpopKey parse(String jwk) {
        try {
            return new DpopKey(ECKey.parse(jwk));
        } catch (ParseException e) {
            throw new IllegalArgumentException("The grant's key is no JWK");
        }
    }

    /** The private key as a JWK (RFC 7517). */
    public String jwk() {
        return key.toJSONString();
    }

    /**
     * Proves one call.
     *
     * @param uri of the call; its query and fragment are left out, as section 4.2 of the RFC says
     * @param accessToken that the call carries, where it carries one
     */
    public String proof(String method, URI uri, Optional<String> accessToken, Optional<String> nonce) {
        Nonce theirs = nonce.map(Nonce::new).orElse(null);
        URI target = URIUtils.getBaseURI(uri);
        try {
            return (accessToken.isPresent()
                            ? proofs.createDPoPJWT(method, target, new DPoPAccessToken(accessToken.get()), theirs)
                            : proofs.createDPoPJWT(method, target, theirs))
                    .serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A proof could not be signed", e);
        }
    }

    @Override
    public String toString() {
        return "DpopKey";
    }
}
