package io.carillon.webhooks.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignatureTest {

    /** What the libraries of Standard Webhooks test themselves with. */
    @Test
    void signatureIsThatOfThePublishedExample() {
        assertThat(Signature.of(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void newSecretHas256BitsOfItsOwn() {
        Random random = new Random(7);
        String first = Signature.newSecret(random);
        assertThat(first).startsWith("whsec_").isNotEqualTo(Signature.newSecret(random));
        assertThat(Base64.getDecoder().decode(first.substring("whsec_".length())))
                .hasSize(32);
    }
}
