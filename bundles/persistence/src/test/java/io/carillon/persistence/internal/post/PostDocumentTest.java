package io.carillon.persistence.internal.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Content;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import io.carillon.persistence.internal.Samples;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The form in which posts are stored outlives this version: it is written down here literally. */
class PostDocumentTest {

    private static final Account ACCOUNT = Samples.account(Platform.SANDBOX, "@ada");

    private static final String STORED = "{\"v\":1,\"since\":3,\"caption\":\"Grüße 👩‍👧\",\"hashtags\":[\"#launch\"],"
            + "\"media\":[{\"id\":\"m_1\",\"alt\":\"A red door\"},{\"url\":\"https://example.com/d.jpg\"}],"
            + "\"link\":\"https://example.com/launch\",\"firstComment\":\"First!\","
            + "\"thread\":[{\"text\":\"Two\",\"media\":[]}],"
            + "\"variations\":[{\"platform\":\"x\",\"caption\":\"\"},{\"account\":\"a_2\",\"hashtags\":[],"
            + "\"options\":{\"contentWarning\":\"\",\"visibility\":\"unlisted\",\"sensitive\":false}}],"
            + "\"labels\":[\"sale\",\"spring\"],\"accounts\":[\"" + ACCOUNT.id() + "\"]}";

    private static final Post POST = new Post(
            new Content(
                    "Grüße 👩‍👧",
                    List.of(new Hashtag("launch")),
                    List.of(
                            MediaRef.of(new MediaId("m_1")).withAltText("A red door"),
                            MediaRef.of(URI.create("https://example.com/d.jpg"))),
                    Optional.of(URI.create("https://example.com/launch")),
                    Optional.of("First!"),
                    List.of(new ThreadPart("Two", List.of()))),
            List.of(
                    variation(Optional.of(Platform.X), Optional.empty(), Optional.of(""), Optional.empty()),
                    variation(
                                    Optional.empty(),
                                    Optional.of(new AccountId("a_2")),
                                    Optional.empty(),
                                    Optional.of(List.of()))
                            .withOptions(new Options(
                                    Map.of("visibility", "unlisted", "contentWarning", ""),
                                    Map.of("sensitive", false)))),
            Set.of("spring", "sale"),
            List.of(ACCOUNT),
            Optional.empty());

    @Test
    void isWrittenAsDocumented() {
        assertThat(PostDocument.write(POST, 3)).isEqualTo(STORED);
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(read(STORED)).isEqualTo(POST);
    }

    @Test
    void revisionSinceWhichItSaysThisIsKnownWhereItWasWritten() {
        assertThat(PostReader.of(STORED).saidSince()).contains(3L);
        assertThat(PostReader.of("{\"v\":1,\"caption\":\"c\"}").saidSince()).isEmpty();
    }

    @Test
    void whatALaterVersionAddedIsSkipped() {
        assertThat(
                        read(
                                "{\"v\":1,\"caption\":\"c\",\"poll\":{\"options\":[1]},\"media\":[{\"id\":\"m_1\",\"crop\":[]}]}"))
                .isEqualTo(new Post(
                        Content.text("c").withMedia(List.of(MediaRef.of(new MediaId("m_1")))),
                        List.of(),
                        Set.of(),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void aFormThatMeansSomethingElseIsRefused() {
        assertThatThrownBy(() -> read("{\"v\":2}")).hasMessageContaining("newer Carillon");
    }

    @Test
    void accountsThatAreGoneAreLeftOut() {
        assertThat(PostReader.of("{\"accounts\":[\"a_gone\"]}")
                        .post(Map.of(), Optional.empty())
                        .accounts())
                .isEmpty();
    }

    private static Post read(String json) {
        return PostReader.of(json).post(Map.of(ACCOUNT.id(), ACCOUNT), Optional.empty());
    }

    private static Variation variation(
            Optional<Platform> platform,
            Optional<AccountId> account,
            Optional<String> caption,
            Optional<List<Hashtag>> hashtags) {
        return new Variation(
                platform,
                account,
                caption,
                hashtags,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
