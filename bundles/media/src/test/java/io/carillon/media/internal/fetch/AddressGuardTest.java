package io.carillon.media.internal.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @Test
    void oneBadAddressAmongGoodOnesIsEnoughToRefuse() {
        assertThatThrownBy(() -> guard().resolve(URI.create("http://two.test/")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("10.0.0.7");
    }

    @ParameterizedTest
    @CsvSource({"two.test", "TWO.test", "10.0.0.7", "10.0.0.0/8", "two.test:80", "10.0.0.7:80"})
    void administratorAllowsByNameAddressOrNetwork(String entry) throws IOException {
        assertThat(guard(entry).resolve(URI.create("http://two.test/"))).hasSize(2);
    }

    @Test
    void allowedPortIsNoOtherPort() {
        assertThatThrownBy(() -> guard("two.test:81").resolve(URI.create("http://two.test/")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("10.0.0.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://two.test", "10.0.0.0/33", "10.0.0.0/x", "two.test:x", "*.test"})
    void senselessExceptionIsRefusedAtTheStart(String entry) {
        assertThatThrownBy(() -> guard(entry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(entry)
                .hasMessageContaining("allowedHosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com:65536/", "http://[fe80::1%25eth0]/", "http://[fe80::1%nowhere]/"})
    void addressThatLeadsNowhereIsRefusedAndNoNetworkGetsIt(String address) {
        assertThatThrownBy(() -> guard().resolve(URI.create(address))).isInstanceOf(IOException.class);
        assertThat(guard().mayBePublic(URI.create(address))).isFalse();
    }

    @Test
    void networksAreOnlySentToAddressesTheyMayReach() {
        AddressGuard guard = guard("intranet.test");
        assertThat(guard.mayBePublic(URI.create("https://example.com/a.jpg"))).isTrue();
        assertThat(guard.mayBePublic(URI.create("http://intranet.test/a.jpg"))).isFalse();
        assertThat(guard.mayBePublic(URI.create("http://[::1]/a.jpg"))).isFalse();
        assertThat(guard.mayBePublic(URI.create("http://192.168.1.1/a.jpg"))).isFalse();
        assertThat(guard.mayBePublic(URI.create("ftp://example.com/a.jpg"))).isFalse();
    }

    private static AddressGuard guard(String... allowed) {
        return new AddressGuard(List.of(allowed), host ->
                new InetAddress[] {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.7")});
    }
}
