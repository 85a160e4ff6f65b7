package io.carillon.publisher.sandbox.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SandboxConfigTest {

    @Test
    void emptyFolderIsTheOneInTheDataFolder() {
        assertThat(values("", "", "127.0.0.1", "8080").folder()).isEqualTo(Path.of("/data", "sandbox"));
        assertThat(values("/elsewhere", "", "127.0.0.1", "8080").folder()).isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void publicAddressWins() {
        assertThat(values("", "https://example.org/carillon/", "127.0.0.1", "8080")
                        .address()
                        .home())
                .isEqualTo(URI.create("https://example.org/carillon/sandbox/"));
    }

    @Test
    void withoutPublicAddressItIsWhatTheServerListensOn() {
        assertThat(values("", "", "127.0.0.1", "9090").address().home())
                .isEqualTo(URI.create("http://127.0.0.1:9090/sandbox/"));
        assertThat(values("", "", "0.0.0.0", "8080").address().home())
                .isEqualTo(URI.create("http://127.0.0.1:8080/sandbox/"));
        assertThat(values("", "", "::1", "8080").address().home()).isEqualTo(URI.create("http://[::1]:8080/sandbox/"));
    }

    @Test
    void wrongValueIsNamedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> values("", "example.org", "h", "8080"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("publicUrl")
                .hasMessageContaining("https://carillon.example.org")
                .hasMessageContaining("'example.org'");
        assertThatThrownBy(() -> values("", "", "h", "80a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port must be 0 to 65535")
                .hasMessageContaining("'80a'");
        assertThatThrownBy(() -> values("a\0b", "", "h", "80"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folder");
    }

    private static SandboxConfig.Values values(String folder, String publicUrl, String host, String port) {
        return SandboxConfig.Values.of(new Given(folder, publicUrl, host, port), "/data");
    }

    /** What a configuration file says. */
    private record Given(String folder, String publicUrl, String host, String port) implements SandboxConfig {

        @Override
        public Class<? extends Annotation> annotationType() {
            return SandboxConfig.class;
        }
    }
}
