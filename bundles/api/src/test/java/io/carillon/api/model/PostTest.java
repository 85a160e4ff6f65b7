package io.carillon.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostTest {

    private static final Account BELL = Account.of(Platform.SANDBOX, "@Bell.Ringer!", "Bell", Grant.none());
    private static final Account TUSK = Account.of(Platform.MASTODON, "@tusk", "Tusk", Grant.none());

    private static Variation variation(
            Optional<Platform> platform, Optional<AccountId> account, String caption, String comment) {
        return new Variation(
                platform,
                account,
                Optional.ofNullable(caption),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(comment),
                Optional.empty());
    }

    @Test
    void accountForEmbeddingIsNamedByPlatformAndHandle() {
        assertThat(BELL.id()).hasToString("sandbox.bell.ringer");
        assertThat(BELL.workspace()).isEqualTo(Workspace.DEFAULT_ID);
    }

    @Test
    void accountsVariationCountsOverItsNetworksAndWhatIsAbsentIsThePosts() {
        Post post = Post.to(BELL)
                .account(TUSK)
                .caption("Ring")
                .hashtags("a")
                .variation(variation(Optional.empty(), Optional.of(TUSK.id()), "For the account", null))
                .variation(variation(Optional.of(Platform.MASTODON), Optional.empty(), "For the network", "First"))
                .build();

        assertThat(post.contentFor(BELL)).isEqualTo(post.content());
        assertThat(post.contentFor(TUSK).caption()).isEqualTo("For the account");
        assertThat(post.contentFor(TUSK).firstComment()).contains("First");
        assertThat(post.contentFor(TUSK).hashtags()).containsExactly(new Hashtag("a"));
    }

    @Test
    void laterVariationForTheSameNetworkCounts() {
        Post post = Post.to(BELL)
                .variation(variation(Optional.of(Platform.SANDBOX), Optional.empty(), "one", null))
                .variation(variation(Optional.of(Platform.SANDBOX), Optional.empty(), "two", null))
                .build();

        assertThat(post.contentFor(BELL).caption()).isEqualTo("two");
    }

    @Test
    void variationIsForEitherANetworkOrAnAccount() {
        assertThatThrownBy(() -> variation(Optional.empty(), Optional.empty(), "a", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> variation(Optional.of(Platform.X), Optional.of(BELL.id()), "a", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void postNamesAnAccountOnce() {
        assertThatThrownBy(() -> Post.to(BELL).account(BELL).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allMediaAreThoseOfThePostItsThreadAndItsVariationsOnceEach() {
        MediaRef door = MediaRef.of(URI.create("https://example.com/door.png"));
        MediaRef key = MediaRef.of(new MediaId("m_key"));
        MediaRef lock = MediaRef.of(new MediaId("m_lock"));
        Content content = new Content(
                "",
                List.of(),
                List.of(door),
                Optional.empty(),
                Optional.empty(),
                List.of(new ThreadPart("Two", List.of(key))));
        Variation variation = new Variation(
                Optional.of(Platform.X),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(door)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(new ThreadPart("Other", List.of(lock)))));

        assertThat(Post.to(BELL)
                        .variation(variation)
                        .build()
                        .withContent(content)
                        .allMedia())
                .containsExactly(door, key, lock);
    }

    @Test
    void mediaIsNamedEitherByIdOrByAddress() {
        assertThatThrownBy(() -> new MediaRef(Optional.empty(), Optional.empty(), ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MediaRef(
                        Optional.of(new MediaId("m_1")), Optional.of(URI.create("https://example.com")), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
