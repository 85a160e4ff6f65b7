package io.carillon.publisher.support.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard guard = new AddressGuard(Set.of("pds.test", "127.0.0.1:2583"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "0.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fdab::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::"
            })
    void addressesOfOwnNetworksAreInside(String address) throws Exception {
        assertThat(AddressGuard.isInside(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void addressesOfTheInternetAreOutside(String address) throws Exception {
        assertThat(AddressGuard.isInside(InetAddress.getByName(address))).isFalse();
    }

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
                "https://127.0.0.1:2584/"
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
    }
}
