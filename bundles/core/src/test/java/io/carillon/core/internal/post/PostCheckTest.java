package io.carillon.core.internal.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import io.carillon.api.model.Violation;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostCheckTest {

    private static final MediaRef DOOR = MediaRef.of(URI.create("https://example.com/door.png"));

    private static Post post(Content content, Variation... variations) {
        return new Post(content, List.of(variations), Set.of(), List.of(), Optional.empty());
    }

    private static Content content(
            String caption, int hashtags, int media, String link, String comment, ThreadPart... thread) {
        return new Content(
                caption,
                Collections.nCopies(hashtags, new Hashtag("a")),
                Collections.nCopies(media, DOOR),
                Optional.of(URI.create(link)),
                Optional.of(comment),
                List.of(thread));
    }

    private static List<Account> accounts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Account.of(Platform.SANDBOX, "@" + i, "name", Grant.none()))
                .toList();
    }

    private static Set<String> labels(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("%0" + length + "d").formatted(i))
                .collect(Collectors.toSet());
    }

    @Test
    void postAtEveryLimitIsFine() {
        ThreadPart part = new ThreadPart("x".repeat(PostCheck.MAX_TEXT), Collections.nCopies(50, DOOR));
        Content content = content(
                "x".repeat(100_000),
                100,
                50,
                "https://example.com/" + "x".repeat(1_980),
                "x".repeat(PostCheck.MAX_TEXT),
                Collections.nCopies(PostCheck.MAX_THREAD, part).toArray(ThreadPart[]::new));

        assertThat(PostCheck.check(new Post(content, List.of(), labels(50, 64), accounts(50), Optional.empty())))
                .isEmpty();
    }

    @Test
    void postBeyondEveryLimitIsToldAllOfThemAtOnce() {
        ThreadPart part = new ThreadPart("x".repeat(100_001), Collections.nCopies(51, DOOR));
        Content content = content(
                "x".repeat(100_001), 101, 51, "https://example.com/" + "x".repeat(1_981), "x".repeat(100_001), part);
        Post post = new Post(content, List.of(), labels(51, 65), accounts(51), Optional.empty());

        assertThat(PostCheck.check(post))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(
                        tuple("accounts", "max-count", "50", "51"),
                        tuple("labels", "max-count", "50", "51"),
                        tuple("labels", "max-length", "64", "65"),
                        tuple("caption", "max-length", "100000", "100001"),
                        tuple("hashtags", "max-count", "100", "101"),
                        tuple("media", "max-count", "50", "51"),
                        tuple("link", "max-length", "2000", "2001"),
                        tuple("firstComment", "max-length", "100000", "100001"),
                        tuple("thread[0].text", "max-length", "100000", "100001"),
                        tuple("thread[0].media", "max-count", "50", "51"));
    }

    @Test
    void variationsKeepToTheSameRules() {
        Variation variation = new Variation(
                Optional.of(Platform.X),
                Optional.empty(),
                Optional.of("a\u0000"),
                Optional.of(Collections.nCopies(101, new Hashtag("a"))),
                Optional.of(List.of(DOOR, MediaRef.of(URI.create("ftp://example.com/a")))),
                Optional.of(URI.create("example.com")),
                Optional.of("x".repeat(100_001)),
                Optional.of(List.of(new ThreadPart("\ud800", List.of()))));

        assertThat(PostCheck.check(post(Content.EMPTY, variation)))
                .extracting(Violation::field, Violation::rule, Violation::actual)
                .containsExactly(
                        tuple("variations[0].caption", "characters", "U+0000"),
                        tuple("variations[0].hashtags", "max-count", "101"),
                        tuple("variations[0].media[1].url", "web-address", "ftp://example.com/a"),
                        tuple("variations[0].link", "web-address", "example.com"),
                        tuple("variations[0].firstComment", "max-length", "100001"),
                        tuple("variations[0].thread[0].text", "characters", "U+D800"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "/page", "example.com", "file:///etc/passwd", "https:///page"})
    void onlyWebAddressesArePostedOrFetched(String address) {
        Content content =
                Content.EMPTY.withLink(URI.create(address)).withMedia(List.of(MediaRef.of(URI.create(address))));

        assertThat(PostCheck.check(post(content)))
                .extracting(Violation::field, Violation::rule, Violation::actual)
                .containsExactly(tuple("media[0].url", "web-address", address), tuple("link", "web-address", address));
    }

    @Test
    void schemeOfAnAddressMayBeWrittenInCapitals() {
        assertThat(PostCheck.check(post(Content.EMPTY.withLink(URI.create("HTTPS://example.com")))))
                .isEmpty();
    }

    @Test
    void everyCharacterThatIsTextIsTaken() {
        assertThat(PostCheck.check(post(Content.text("a\n\té👨‍👩‍👧‍👦\u200b\uFFFD"))))
                .isEmpty();
    }

    @Test
    void emptyLabelsAndEndlessAlternativeTextsAreRefused() {
        Content content = Content.EMPTY.withMedia(List.of(DOOR.withAltText("x".repeat(4_001))));
        Post post = new Post(content, List.of(), Set.of(" "), List.of(), Optional.empty());

        assertThat(PostCheck.check(post))
                .extracting(Violation::field, Violation::rule)
                .containsExactly(tuple("labels", "required"), tuple("media[0].altText", "max-length"));
    }
}
