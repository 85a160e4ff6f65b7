package io.carillon.publisher.support.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.net.AllowedHosts;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard guard =
            new AddressGuard(AllowedHosts.parse(List.of("pds.test", "127.0.0.1:2583", "10.1.0.0/16")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://127.1/",
                "https://localhost/",
                "http://1.1.1.1/",
                "ftp://1.1.1.1/",
                "file:///etc/passwd",
                "https:///nothing",
                "https://127.0.0.1:2584/",
                "https://10.2.0.1/",
                // Teredo, an address of documentations, and one that was of relays of 6to4.
                "https://[2001:0:1::1]/",
                "https://203.0.113.7/",
                "https://192.88.99.1/",
                "https://[64:ff9b::a00:1]/",
                "https://[::ffff:10.2.0.1]/"
            })
    void whatLeadsInsideOrIsNotSafeIsRefusedWithAReason(String address) {
        assertThat(guard.refusal(URI.create(address)))
                .hasValueSatisfying(reason -> assertThat(reason).isNotBlank());
    }

    @Test
    void whatIsAllowedOrOutsideMayBeCalled() {
        assertThat(guard.refusal(URI.create("http://pds.test:9000/x"))).isEmpty();
        assertThat(guard.refusal(URI.create("http://PDS.test/x"))).isEmpty();
        assertThat(guard.refusal(URI.create("http://127.0.0.1:2583/x"))).isEmpty();
        assertThat(guard.refusal(URI.create("https://1.1.1.1/"))).isEmpty();
        assertThat(guard.refusal(URI.create("http://10.1.2.3/"))).isEmpty();
    }
}
