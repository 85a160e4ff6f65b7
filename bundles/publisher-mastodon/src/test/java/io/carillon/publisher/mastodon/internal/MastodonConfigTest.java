package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MastodonConfigTest {

    private static MastodonConfig.Values read(String server, int keyMinutes, int mediaHours, int processingMinutes) {
        return MastodonConfig.Values.of(new MastodonConfig() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return MastodonConfig.class;
            }

            @Override
            public String server() {
                return server;
            }

            @Override
            public int keyMinutes() {
                return keyMinutes;
            }

            @Override
            public int mediaHours() {
                return mediaHours;
            }

            @Override
            public int processingMinutes() {
                return processingMinutes;
            }
        });
    }

    @Test
    void valuesAreReadAsTheyAreMeant() {
        MastodonConfig.Values values = read("mastodon.social/", 40, 10, 60);
        assertThat(values.server()).contains(URI.create("https://mastodon.social"));
        assertThat(values.keysKeep()).isEqualTo(Duration.ofMinutes(40));
        assertThat(values.mediaKeep()).isEqualTo(Duration.ofHours(10));
        assertThat(values.processing()).isEqualTo(Duration.ofHours(1));
        assertThat(read(" ", 50, 12, 30).server()).isEmpty();
    }

    @Test
    void whereAServerIsUsualNobodyHasToNameOne() {
        assertThat(MastodonProfile.of(read("mastodon.social", 50, 12, 30))
                        .connect()
                        .fields()
                        .get(0)
                        .required())
                .isFalse();
        assertThat(MastodonProfile.of(read("", 50, 12, 30))
                        .connect()
                        .fields()
                        .get(0)
                        .required())
                .isTrue();
    }

    @Test
    void wrongValueIsNamedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> read("https://mastodon.social/@alice", 50, 12, 30))
                .hasMessageContaining("server must be an address without a path");
        assertThatThrownBy(() -> read("", 60, 12, 30)).hasMessageContaining("keyMinutes must be 5 to 55; it was 60");
        assertThatThrownBy(() -> read("", 50, 24, 30)).hasMessageContaining("mediaHours");
        assertThatThrownBy(() -> read("", 50, 12, 1)).hasMessageContaining("processingMinutes");
    }
}
