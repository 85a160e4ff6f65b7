package io.carillon.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Message;
import io.carillon.core.FakeAttachments;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageFactoryTest {

    private static final Account BELL = Account.of(Platform.SANDBOX, "@bell", "Bell", Grant.none());
    private static final Account TUSK = Account.of(Platform.MASTODON, "@tusk", "Tusk", Grant.none());
    private static final MediaRef DOOR = MediaRef.of(URI.create("https://example.com/door.png"));
    private static final MediaRef KEY = MediaRef.of(URI.create("https://example.com/key.png"));

    private final MessageFactory factory = new MessageFactory(new FakeAttachments());

    private final Post post = new Post(
            new Content(
                    "Launching.",
                    List.of(new Hashtag("a")),
                    List.of(DOOR),
                    Optional.of(URI.create("https://example.com")),
                    Optional.of("First"),
                    List.of(new ThreadPart("Two", List.of(KEY)))),
            List.of(new Variation(
                    Optional.of(Platform.MASTODON),
                    Optional.empty(),
                    Optional.of("Toot"),
                    Optional.of(List.of()),
                    Optional.of(List.of(KEY, DOOR)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())),
            Set.of(),
            List.of(BELL, TUSK),
            Optional.empty());

    @Test
    void messageHoldsComposedTextMediaLinkFirstCommentAndThread() {
        Message message = factory.message(post, BELL);

        assertThat(message.text()).isEqualTo("Launching.\n\n#a");
        assertThat(message.attachments()).extracting(Attachment::ref).containsExactly(DOOR);
        assertThat(message.link()).contains(URI.create("https://example.com"));
        assertThat(message.firstComment()).contains("First");
        assertThat(message.thread()).hasSize(1);
        assertThat(message.thread().get(0).text()).isEqualTo("Two");
        assertThat(message.thread().get(0).attachments())
                .extracting(Attachment::ref)
                .containsExactly(KEY);
    }

    @Test
    void variationOfTheNetworkIsApplied() {
        Message message = factory.message(post, TUSK);

        assertThat(message.text()).isEqualTo("Toot");
        assertThat(message.attachments()).extracting(Attachment::ref).containsExactly(KEY, DOOR);
        assertThat(message.firstComment()).contains("First");
    }
}
