package io.carillon.publisher.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.publisher.Allowance;
import io.carillon.api.publisher.RateLimit.Scope;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemainingTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");

    private static List<Allowance> read(Map<String, String> headers) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        NetworkRequest request =
                NetworkRequest.get(URI.create("https://network.test/")).build();
        return Remaining.read(
                Reply.to(request, 200, HttpHeaders.of(lists, (name, value) -> true), new byte[0], NOW), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        // The IETF's draft before version 8, and Bluesky, which names a moment.
        "RateLimit, 12, 30, 2026-02-10T09:00:30Z",
        "RateLimit, 0, 1770714060, 2026-02-10T09:01:00Z",
        // Mastodon names a date.
        "X-RateLimit, 299, 2026-02-10T09:05:00.000000Z, 2026-02-10T09:05:00Z",
        "X-Rate-Limit, 1, 1770714900, 2026-02-10T09:15:00Z",
        "X-User-Limit-24Hour, 3, 1770714900, 2026-02-10T09:15:00Z",
    })
    void whatIsLeftOfAnAccountIsRead(String prefix, String left, String reset, Instant until) {
        assertThat(read(Map.of(prefix + "-Remaining", left, prefix + "-Reset", reset)))
                .containsExactly(new Allowance(Scope.ACCOUNT, Integer.parseInt(left), until));
    }

    @Test
    void fieldOfTheIetfsDraftIsRead() {
        assertThat(read(Map.of("RateLimit", "\"burst\";r=50;t=30, \"daily\";pk=:cHJpbWFyeQ==:;r=7;t=3600")))
                .containsExactly(new Allowance(Scope.ACCOUNT, 7, NOW.plusSeconds(3600)));
    }

    @Test
    void ofAccountAndAppTheLeastOfEachCounts() {
        assertThat(read(Map.of(
                        "X-Rate-Limit-Remaining", "99",
                        "X-Rate-Limit-Reset", "1770714900",
                        "X-User-Limit-24Hour-Remaining", "0",
                        "X-User-Limit-24Hour-Reset", "1770757200",
                        "X-App-Limit-24Hour-Remaining", "40",
                        "X-App-Limit-24Hour-Reset", "1770757200")))
                .containsExactlyInAnyOrder(
                        new Allowance(Scope.ACCOUNT, 0, Instant.ofEpochSecond(1770757200)),
                        new Allowance(Scope.APP, 40, Instant.ofEpochSecond(1770757200)));
    }

    @ParameterizedTest
    @CsvSource({
        "RateLimit-Remaining, many, RateLimit-Reset, 30",
        "RateLimit-Remaining, -1, RateLimit-Reset, 30",
        "RateLimit-Remaining, 99999999999, RateLimit-Reset, 30",
        "RateLimit-Remaining, 5, RateLimit-Reset, soon",
        "RateLimit-Remaining, 5, RateLimit-Limit, 30",
        "RateLimit, 'limit=10, remaining=3', Other, x",
        "RateLimit, '\"q\";r=3', Other, x",
    })
    void whatCannotBeReadSaysNothing(String first, String one, String second, String other) {
        assertThat(read(Map.of(first, one, second, other))).isEmpty();
    }
}
