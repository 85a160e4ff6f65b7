package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.URI;
import org.junit.jupiter.api.Test;

class BlueskyConfigTest {

    private static BlueskyConfig.Values read(String service, String permalinks, int maxImageBytes) {
        return BlueskyConfig.Values.of(new BlueskyConfig() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return BlueskyConfig.class;
            }

            @Override
            public String service() {
                return service;
            }

            @Override
            public String directory() {
                return "https://plc.directory";
            }

            @Override
            public String appView() {
                return "https://public.api.bsky.app";
            }

            @Override
            public String permalinks() {
                return permalinks;
            }

            @Override
            public int maxImageBytes() {
                return maxImageBytes;
            }

            @Override
            public String videoService() {
                return " ";
            }

            @Override
            public long maxVideoBytes() {
                return 300_000_000;
            }

            @Override
            public int maxVideoSeconds() {
                return 180;
            }
        });
    }

    @Test
    void addressesAreReadAsPeopleWriteThem() {
        BlueskyConfig.Values values = read("pds.example.org/", "https://deer.social", 2_000_000);
        assertThat(values.service()).isEqualTo(URI.create("https://pds.example.org"));
        assertThat(values.permalinks()).isEqualTo(URI.create("https://deer.social"));
        assertThat(values.videoService()).isEmpty();
    }

    @Test
    void wrongValueIsNamedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> read("https://bsky.social/xrpc", "https://bsky.app", 1_000_000))
                .hasMessageContaining("service must be an address without a path")
                .hasMessageContaining("https://bsky.social/xrpc");
        assertThatThrownBy(() -> read("https://bsky.social", "", 1_000_000)).hasMessageContaining("permalinks");
        assertThatThrownBy(() -> read("https://bsky.social", "https://bsky.app", 99_999))
                .hasMessageContaining("maxImageBytes must be 100000 to 2000000");
    }
}
