package io.carillon.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {

    private static final String SHIPPED = """
            org.apache.felix.http.host = $[env:CARILLON_HTTP_HOST;default=127.0.0.1]
            org.osgi.service.http.port = $[env:CARILLON_HTTP_PORT;default=8080]
            """;

    @TempDir
    Path folder;

    @Test
    void shippedSettingsListenOnLoopback() throws Exception {
        assertThat(read(SHIPPED, Map.of())).isEqualTo(new HttpAddress("127.0.0.1", 8080));
    }

    @Test
    void environmentOverridesTheFile() throws Exception {
        assertThat(read(SHIPPED, Map.of("CARILLON_HTTP_HOST", "0.0.0.0", "CARILLON_HTTP_PORT", " 9090 ")))
                .isEqualTo(new HttpAddress("0.0.0.0", 9090));
    }

    @Test
    void plainValuesInTheFileCount() throws Exception {
        assertThat(read("org.osgi.service.http.port = 9091", Map.of("CARILLON_HTTP_PORT", "1")))
                .isEqualTo(new HttpAddress("127.0.0.1", 9091));
    }

    @Test
    void missingFileMeansDefaults() throws Exception {
        assertThat(HttpAddress.read(folder.resolve("none.cfg"), Map.of()))
                .isEqualTo(new HttpAddress("127.0.0.1", 8080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "65536", "80 80", "999999999999"})
    void whatIsNoPortIsRefusedByName(String port) {
        assertThatThrownBy(() -> read(SHIPPED, Map.of("CARILLON_HTTP_PORT", port)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining('"' + port + '"')
                .hasMessageContaining("Rule:")
                .hasMessageContaining("CARILLON_HTTP_PORT");
    }

    private HttpAddress read(String cfg, Map<String, String> environment) throws IOException, Refusal {
        return HttpAddress.read(Files.writeString(folder.resolve("http.cfg"), cfg), environment);
    }
}
