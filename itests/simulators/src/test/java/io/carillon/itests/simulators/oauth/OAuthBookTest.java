package io.carillon.itests.simulators.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OAuthBookTest {

    private static final Optional<String> ALICE = Optional.of("alice");
    private static final List<String> SCOPES = List.of("read", "write");

    private final OAuthBook book = new OAuthBook(Clock.fixed(Instant.parse("2026-05-01T10:00:00Z"), ZoneOffset.UTC));
    private final App app = app();

    private App app() {
        return book.register("Carillon", Optional.empty(), List.of("https://carillon.example/back"), SCOPES);
    }

    @Test
    void whoAllowsTheSameAgainGetsTheSameTokenUntilItIsRevoked() {
        Token first = book.issue(app, ALICE, SCOPES);
        assertThat(book.issue(app, ALICE, List.of("write", "read"))).isEqualTo(first);

        book.revoke(first);

        assertThat(book.token(book.issue(app, ALICE, SCOPES).value())).isPresent();
    }

    @Test
    void anotherPersonAppOrPermissionIsAnotherToken() {
        Token first = book.issue(app, ALICE, SCOPES);
        assertThat(List.of(
                        book.issue(app, Optional.of("bob"), SCOPES),
                        book.issue(app, Optional.empty(), SCOPES),
                        book.issue(app(), ALICE, SCOPES),
                        book.issue(app, ALICE, List.of("read"))))
                .doesNotContain(first)
                .doesNotHaveDuplicates();
    }
}
