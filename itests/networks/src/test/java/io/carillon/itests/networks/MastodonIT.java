package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.networks.Author.Scheduled;
import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.MastodonSimulator.Shown;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.itests.simulators.oauth.Visitor;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client.Answer;
import io.carillon.itests.support.Waiting;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From consent on a page to posts that readers see once, at a server of Mastodon. */
class MastodonIT {

    private static final String STATUSES = "/api/v1/statuses";
    private static final byte[] PICTURE = Pictures.plain("png", 400, 300);

    private static MastodonSimulator mastodon;
    private static CarillonServer server;
    private static Author author;
    private static Consents consents;

    @BeforeAll
    static void start() {
        mastodon = MastodonSimulator.start();
        server = CarillonServer.install("mastodon")
                .with("CARILLON_ALLOWED_HOSTS", mastodon.host())
                .start();
        author = Author.of(server);
        consents = new Consents(author, mastodon);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        mastodon.close();
    }

    // ---- Consent ------------------------------------------------------------------------------

    private static String connect(User user) {
        return consents.gives(user, Map.of()).path("id").asText();
    }

    private static List<Shown> shown(User user) {
        return mastodon.shown(user);
    }

    @Test
    void consentConnectsWhoGaveIt() {
        User alice = mastodon.createUser("alice");
        JsonNode account = consents.gives(alice, Map.of("visibility", "unlisted", "contentWarning", "Bells"));
        assertThat(account.path("handle").asText()).isEqualTo("@alice@" + mastodon.host());
        assertThat(account.path("status").asText()).isEqualTo("CONNECTED");
        author.await(author.publish(Author.post(account.path("id").asText(), "Ding")), "PUBLISHED");
        assertThat(shown(alice)).singleElement().satisfies(post -> {
            assertThat(post.visibility()).isEqualTo("unlisted");
            assertThat(post.spoiler()).isEqualTo("Bells");
        });
    }

    @Test
    void secondAccountOfTheSameBrowserIsConnectedBesideTheFirst() {
        User work = mastodon.createUser("work");
        User home = mastodon.createUser("home");
        Visitor browser = new Visitor(work.name());
        String first = consents.gives(browser, Map.of()).path("id").asText();
        JsonNode second = consents.gives(browser.as(home.name()), Map.of());
        assertThat(second.path("handle").asText()).isEqualTo("@home@" + mastodon.host());
        assertThat(second.path("id").asText()).isNotEqualTo(first);
    }

    @Test
    void whoDeniesIsNotConnected() {
        mastodon.createUser("denier");
        URI back = new Visitor("denier").denies(consents.begin(Map.of()));
        Answer page = author.client().get(back.getRawPath() + "?" + back.getRawQuery());
        assertThat(page.status()).as(page.text()).isBetween(400, 499);
        assertThat(author.client().get("/api/v1/accounts").text()).doesNotContain("@denier@");
    }

    @Test
    void serverThatHasForgottenCarillonGetsToKnowItAnew() {
        User ivy = mastodon.createUser("ivy");
        connect(ivy);
        mastodon.forgetApps();
        String account = connect(mastodon.createUser("heidi"));
        author.await(author.publish(Author.post(account, "Here")), "PUBLISHED");

        URI back = new Visitor(ivy.name()).allows(consents.begin(Map.of()));
        assertThat(back.getPath()).as("of this server alone").matches("/oauth/callback/[0-9a-f]{32}");
        mastodon.forgetApps();
        Answer page = author.client().get(back.getRawPath() + "?" + back.getRawQuery());
        assertThat(page.status()).isEqualTo(502);
        assertThat(page.text()).contains("no longer knows this Carillon", "Connect again");
        connect(ivy);
    }

    // ---- Posts --------------------------------------------------------------------------------

    @Test
    void picturesAndThreadsAppearAtTheirInstantAsTheyWereWritten() {
        User bob = mastodon.createUser("bob");
        String account = connect(bob);
        Map<String, Object> post = Author.post(
                account,
                "Grüße 👩🏿‍🚀 von @alice@example.org",
                "media",
                List.of(author.upload("a.png", PICTURE, "Bunt")));
        post.put("hashtags", List.of("#größe"));
        post.put("thread", List.of(Map.of("text", "Zwei"), Map.of("text", "Drei")));
        Scheduled scheduled = author.schedule(List.of(post));

        JsonNode delivery = author.await(scheduled.posts().get(0), "PUBLISHED");
        Waiting.await("the thread", () -> shown(bob).size() == 3);

        List<Shown> all = shown(bob);
        Shown first = all.get(0);
        assertThat(first.text()).isEqualTo("Grüße 👩🏿‍🚀 von @alice@example.org\n\n#größe");
        assertThat(first.media()).containsExactly(PICTURE);
        assertThat(first.descriptions()).containsExactly("Bunt");
        assertThat(all.get(1).inReplyTo()).contains(first.id());
        assertThat(all.get(2).inReplyTo()).contains(all.get(1).id());
        assertThat(delivery.path("remoteId").asText()).isEqualTo(first.id());
        assertThat(delivery.path("permalink").asText()).isEqualTo(mastodon.url() + "/@bob/" + first.id());
        assertThat(Instant.parse(delivery.path("publishedAt").asText())).isAfterOrEqualTo(scheduled.due());
    }

    @Test
    void onePostAndWhatFollowsItAreSeenByWhomItSays() {
        User quiet = mastodon.createUser("quiet");
        String account = connect(quiet);
        Map<String, Object> post = Author.post(account, "Eins");
        post.put("thread", List.of(Map.of("text", "Zwei")));
        post.put("firstComment", "Drei");
        post.put(
                "variations",
                List.of(Map.of(
                        "platform",
                        "mastodon",
                        "options",
                        Map.of("visibility", "private", "contentWarning", "Glocken", "sensitive", true))));
        author.await(author.publish(post), "PUBLISHED");
        Waiting.await("what follows", () -> shown(quiet).size() == 3);
        author.await(author.publish(Author.post(account, "Vier")), "PUBLISHED");

        assertThat(shown(quiet))
                .extracting(shown -> shown.text() + " " + shown.visibility() + " " + shown.spoiler())
                .containsExactlyInAnyOrder(
                        "Eins private Glocken", "Zwei private Glocken", "Drei private Glocken", "Vier public ");
    }

    @Test
    void publishedThreadIsCorrectedAndTakenOffTheNetwork() {
        User nora = mastodon.createUser("nora");
        Map<String, Object> post = Author.post(connect(nora), "Eins #größe");
        post.put("thread", List.of(Map.of("text", "Zwei")));
        String delivery =
                author.await(author.publish(post), "PUBLISHED").path("id").asText();
        Waiting.await("the thread", () -> shown(nora).size() == 2);
        String path = "/api/v1/deliveries/" + delivery;

        mastodon.faults().next(1, "PUT", STATUSES + "/.*", Effect.droppingAfter());
        Answer lost = author.client().post(path + "/correct", Map.of("text", "Null #größe"));
        assertThat(lost.status()).as(lost.text()).isEqualTo(503);
        Answer corrected = author.client().post(path + "/correct", Map.of("text", "Null #größe"));
        assertThat(corrected.status()).as(corrected.text()).isEqualTo(200);
        assertThat(shown(nora)).extracting(Shown::text).containsExactly("Null #größe", "Zwei");

        Answer removed = author.client().post(path + "/remove", Map.of());
        assertThat(removed.status()).as(removed.text()).isEqualTo(200);
        assertThat(shown(nora)).isEmpty();
        assertThat(author.client().get(path).text())
                .contains("\"before\":\"Eins #größe\"", "REMOVED_BY_PERSON", "INDETERMINATE");
    }

    @Test
    void filmGoesOutOnceTheServerHasConvertedIt() {
        User frank = mastodon.createUser("frank");
        String account = connect(frank);
        byte[] film = Films.mp4(640, 360, 3);
        Map<String, String> entry = author.upload("bells.mp4", film, "Bells swing");
        author.await(author.publish(Author.post(account, "Listen", "media", List.of(entry))), "PUBLISHED");
        assertThat(shown(frank)).singleElement().satisfies(post -> {
            assertThat(post.media()).containsExactly(film);
            assertThat(post.descriptions()).containsExactly("Bells swing");
        });
    }

    @Test
    void textIsCountedAsTheServerCounts() {
        User carol = mastodon.createUser("carol");
        String account = connect(carol);
        String address = "https://example.com/" + "x".repeat(300);
        String fits = "x".repeat(475) + "\n" + address;
        author.await(author.publish(Author.post(account, fits)), "PUBLISHED");
        assertThat(shown(carol)).extracting(Shown::text).containsExactly(fits);

        String tooLong = author.draft(Author.post(account, "x".repeat(478) + " " + address));
        JsonNode error = Author.refusal(author.client().post("/api/v1/posts/" + tooLong + "/publish", Map.of()), 422);
        assertThat(error.path("rule").asText()).isEqualTo("max-length");
        assertThat(error.path("actual").asText()).isEqualTo("502");
    }

    // ---- Trouble ------------------------------------------------------------------------------

    @Test
    void postWhoseAnswerWasLostIsThereOnce() {
        User dave = mastodon.createUser("dave");
        String account = connect(dave);
        int before = mastodon.receipts().of("status").size();
        mastodon.faults().next(1, "POST", STATUSES, Effect.droppingAfter());
        String post = author.publish(Author.post(account, "Did you hear me?"));
        JsonNode delivery = author.await(post, "PUBLISHED");
        assertThat(shown(dave)).hasSize(1);
        assertThat(delivery.path("remoteId").asText())
                .isEqualTo(shown(dave).get(0).id());
        assertThat(mastodon.receipts().of("status").stream().skip(before).filter(receipt -> receipt.account()
                        .equals("dave")))
                .hasSize(1);
    }

    @Test
    void revokedConsentLetsPostsWaitUntilItIsGivenAgain() {
        User erin = mastodon.createUser("erin");
        String account = connect(erin);
        mastodon.revoke(erin);
        String post = author.publish(Author.post(account, "Later"));
        author.await(post, "WAITING");
        assertThat(status(account)).isEqualTo("NEEDS_RECONNECT");
        assertThat(shown(erin)).isEmpty();

        assertThat(connect(erin)).isEqualTo(account);
        author.await(post, "PUBLISHED");
        assertThat(status(account)).isEqualTo("CONNECTED");
        assertThat(shown(erin)).hasSize(1);
        assertThat(shown(erin).get(0).inReplyTo()).isEqualTo(Optional.empty());
    }

    @Test
    void accountThatWasDeletedAtItsServerIsToldAndItsPostsWait() {
        User gone = mastodon.createUser("gone");
        String account = connect(gone);
        author.await(author.publish(Author.post(account, "Here")), "PUBLISHED");
        mastodon.leave(gone);
        String post = author.publish(Author.post(account, "Anybody there?"));
        author.await(post, "WAITING");
        assertThat(status(account)).isEqualTo("NEEDS_RECONNECT");

        User other = mastodon.createUser("somebody-else");
        URI back = new Visitor(other.name()).allows(consents.begin(Map.of(), account));
        Answer refused = author.client().get(back.getRawPath() + "?" + back.getRawQuery());
        assertThat(refused.text()).contains("@somebody-else@", "@gone@");
        assertThat(status(account)).isEqualTo("NEEDS_RECONNECT");
        assertThat(shown(other)).isEmpty();
    }

    private static String status(String account) {
        return author.client()
                .get("/api/v1/accounts/" + account)
                .json(200)
                .path("status")
                .asText();
    }
}
