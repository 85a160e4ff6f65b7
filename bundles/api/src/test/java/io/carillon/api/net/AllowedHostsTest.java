package io.carillon.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private static AllowedHosts hosts(String... entries) {
        return AllowedHosts.parse(List.of(entries));
    }

    @ParameterizedTest
    @CsvSource({
        "pds.local, pds.local, 80, true",
        "pds.local, PDS.Local, 8443, true",
        "pds.local, other.local, 80, false",
        "pds.local:2583, pds.local, 2583, true",
        "pds.local:2583, pds.local, 2584, false",
        "localhost, localhost, 1, true",
        "3com.example:80, 3com.example, 80, true",
        "10.1.2.3, pds.local, 80, false",
    })
    void namesAreAllowedWhereverTheyLead(String entry, String host, int port, boolean allowed) {
        assertThat(hosts(entry).allows(host, port)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, 80, true",
        "10.1.2.3, 10.1.2.4, 80, false",
        "127.0.0.1:2583, 127.0.0.1, 2583, true",
        "127.0.0.1:2583, 127.0.0.1, 2584, false",
        "10.1.0.0/16, 10.1.255.255, 80, true",
        "10.1.0.0/16, 10.2.0.0, 80, false",
        "fd00::1, fd00::1, 80, true",
        "[fd00::1], fd00::1, 80, true",
        "[fd00::1]:2583, fd00::1, 2583, true",
        "[fd00::1]:2583, fd00::1, 2584, false",
        "fd00::/8, fdff::1, 80, true",
        "pds.local, 10.1.2.3, 80, false",
    })
    void addressesAreAllowedByWhateverNameTheyWereFound(String entry, String address, int port, boolean allowed)
            throws UnknownHostException {
        assertThat(hosts(entry).allows(InetAddress.getByName(address), port)).isEqualTo(allowed);
    }

    @Test
    void severalMayStandInOneEntryAndNoneMayBeNothing() throws UnknownHostException {
        AllowedHosts hosts = hosts(" pds.local , 10.0.0.0/8,", "", "other.local");
        assertThat(hosts.allows("pds.local", 80)).isTrue();
        assertThat(hosts.allows("other.local", 80)).isTrue();
        assertThat(hosts.allows(InetAddress.getByName("10.9.9.9"), 80)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://two.test",
                "two.test/path",
                "10.0.0.0/33",
                "10.0.0.0/x",
                "10.0.0.256",
                "99999999999.1.1.1",
                "*.test",
                "two.test:0",
                "two.test:65536",
                "two.test:x",
                "[fd00::1",
                "fd00::1::2",
                "a b"
            })
    void whatIsNoHostIsNamed(String entry) {
        assertThatThrownBy(() -> hosts("pds.local", entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + entry + "'")
                .hasMessageContaining("10.1.0.0/16");
    }
}
