package io.carillon.publisher.support.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SentBodyTest {

    @Test
    void whatWasSentIsLetGo() throws IOException {
        byte[] password = "password".getBytes(StandardCharsets.UTF_8);
        assertThat(new SentBody(new ByteArrayInputStream(password)).readAllBytes())
                .isEqualTo(password);

        // Such a stream itself can be read after it was closed.
        InputStream sent = new SentBody(new ByteArrayInputStream(password));
        sent.close();
        sent.close();
        assertThat(sent.readAllBytes()).isEmpty();
    }
}
