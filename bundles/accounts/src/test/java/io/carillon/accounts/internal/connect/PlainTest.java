package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.oauth.Plain;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void whatOthersSayIsOneShortLineWithoutSecrets() {
        assertThat(Plain.of("Bad a+b/c= or a%2Bb%2Fc%3D\r\nhere\t", Set.of("a+b/c=")))
                .isEqualTo("Bad *** or *** here");
        assertThat(Plain.of("x".repeat(1000), Set.of())).hasSize(301);
    }
}
