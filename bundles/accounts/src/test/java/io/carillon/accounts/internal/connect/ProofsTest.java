package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.carillon.accounts.internal.oauth.DpopKey;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Grant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final URI CALL = URI.create("https://pds.example/xrpc/com.atproto.repo.putRecord?validate=true");

    private final Proofs proofs = new Proofs();

    @Test
    void aProofNamesTheCallTheTokenAndTheNonceAndIsSignedByTheKey() throws Exception {
        Grant grant = new Grant(
                Map.of(
                        OAuth2Grant.ACCESS_TOKEN,
                        "AT",
                        OAuth2Grant.DPOP_KEY,
                        DpopKey.generate().jwk()),
                Optional.empty());
        SignedJWT proof = SignedJWT.parse(proofs.proof(grant, "POST", CALL, Optional.of("n-1")));

        assertThat(proof.getHeader().getType().getType()).isEqualTo("dpop+jwt");
        assertThat(proof.getHeader().getJWK().isPrivate()).isFalse();
        assertThat(proof.verify(new ECDSAVerifier(proof.getHeader().getJWK().toECKey())))
                .isTrue();
        assertThat(proof.getJWTClaimsSet().getStringClaim("htm")).isEqualTo("POST");
        assertThat(proof.getJWTClaimsSet().getStringClaim("htu"))
                .isEqualTo("https://pds.example/xrpc/com.atproto.repo.putRecord");
        assertThat(proof.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n-1");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("AT".getBytes(StandardCharsets.US_ASCII));
        assertThat(proof.getJWTClaimsSet().getStringClaim("ath"))
                .isEqualTo(Base64URL.encode(hash).toString());
    }

    @Test
    void aGrantWithoutAKeyHasNoProofs() {
        assertThatThrownBy(() -> proofs.proof(Grant.oauthToken("SECRET"), "GET", CALL, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("SECRET");
    }
}
