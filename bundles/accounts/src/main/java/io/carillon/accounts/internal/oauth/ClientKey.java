package io.carillon.accounts.internal.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A key pair that shows networks who we are (RFC 7523): they read its public half, and we sign with the other. */
public final class ClientKey {

    /**
     * A statement is that much older than it is: servers refuse one from the future without any grace, and their clocks may
     * be behind ours.
     */
    private static final Duration AGE = Duration.ofSeconds(10);

    /** Servers take no statement that is good for more than a minute, and their clocks may be ahead of ours. */
    private static final Duration LIFE = Duration.ofSeconds(50);

    private final ECKey key;

    private ClientKey(ECKey key) {
        this.key = key;
    }

    public static ClientKey generate() {
        try {
            return new ClientKey(new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java runtime makes keys on P-256", e);
        }
    }

    /** @throws IllegalArgumentException if the text is no private EC key as a JWK; it does not quote it */
    public static ClientKey parse(String jwk) {
        try {
            return new ClientKey(ECKey.parse(jwk));
        } catch (ParseException e) {
            throw new IllegalArgumentException("The key of this installation is no JWK");
        }
    }

    public String id() {
        return key.getKeyID();
    }

    /** The private key as a JWK (RFC 7517). */
    public String jwk() {
        return key.toJSONString();
    }

    /** Its public half, as the fields of a JWK. */
    public Map<String, Object> publicJwk() {
        return key.toPublicJWK().toJSONObject();
    }

    /** A statement that is good once. */
    ClientAuthentication sign(ClientID client, String audience, Instant now) {
        Instant made = now.minus(AGE);
        JWTAuthenticationClaimsSet claims = new JWTAuthenticationClaimsSet(
                client,
                List.of(new Audience(audience)),
                Date.from(made.plus(LIFE)),
                null,
                Date.from(made),
                new JWTID());
        try {
            return new PrivateKeyJWT(claims, JWSAlgorithm.ES256, key.toPrivateKey(), key.getKeyID(), null);
        } catch (JOSEException e) {
            throw new IllegalStateException("A statement could not be signed", e);
        }
    }

    @Override
    public String toString() {
        return "ClientKey[" + id() + "]";
    }
}
