package io.carillon.rest.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.service.Connections;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.auth.Browsers;
import io.carillon.rest.internal.body.Digests;
import io.carillon.rest.internal.connect.OAuthPages.Ask;
import io.carillon.rest.internal.fake.FakeConnections;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OAuthPagesTest extends ServerCase {

    private static final String NASTY = "\"><script>alert('x')</script>&";
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"(\\w+)\"");

    private final FakeConnections connections = new FakeConnections();
    private OAuthPages pages;
    private String cookie;

    @BeforeEach
    void start() {
        server.services.put(Connections.class, connections);
        pages = new OAuthPages(server.backend(), new Browsers(server.backend(), server.clock));
        Answer begun = server.client().post("accounts/connect", "{\"platform\": \"mastodon\"}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(200);
        cookie = begun.header("Set-Cookie").replaceFirst("^carillon-connect=([^;]+).*$", "$1");
    }

    @Test
    void whoComesBackIsSentOnToChooseSoThatReloadingIsHarmless() {
        Page page = get("/callback", Map.of("state", List.of("st8"), "code", List.of("C-1"), "iss", List.of("me")));
        assertThat(page.status()).isEqualTo(303);
        assertThat(page.location()).contains("/oauth/choose?state=st8");
        assertThat(connections.comebacks.get(0).code()).contains("C-1");
        assertThat(connections.comebacks.get(0).issuer()).contains("me");
        assertThat(connections.comebacks.get(0).path()).isEqualTo("/oauth/callback");

        assertThat(get("/callback/0123abc", Map.of("state", List.of("st8"), "code", List.of("C-1")))
                        .status())
                .isEqualTo(303);
        assertThat(connections.comebacks.get(1).path()).isEqualTo("/oauth/callback/0123abc");
    }

    @Test
    void identitiesAreChosenByClick() {
        Page page = get("/choose", Map.of("state", List.of("st8")));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Connect Mastodon")
                .contains("A &lt;b&gt;page&lt;/b&gt;")
                .contains("<form method=\"post\" action=\"/oauth/choose\">");
        Page done = post(Map.of("state", List.of("st8"), "token", List.of(token(page)), "identity", List.of("1", "2")));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("Connected").contains("@bell, @page");

        connections.returnTo = Optional.of("/accounts?tab=1");
        Page back = post(Map.of("state", List.of("st8"), "token", List.of(token(page)), "identity", List.of("1")));
        assertThat(back.location()).contains("/accounts?tab=1&connected=mastodon.bell");
    }

    @Test
    void aFormOfAnotherBrowserOrConsentChangesNothing() {
        String token = token(get("/choose", Map.of("state", List.of("st8"))));
        Map<String, List<String>> form =
                Map.of("state", List.of("st8"), "token", List.of(token), "identity", List.of("1"));
        assertThat(pages.answer(ask("POST", "/choose", form, Optional.of("another")))
                        .status())
                .isEqualTo(403);
        assertThat(pages.answer(ask("POST", "/choose", form, Optional.empty())).status())
                .isEqualTo(403);
        assertThat(post(Map.of("state", List.of("st8"), "identity", List.of("1")))
                        .status())
                .isEqualTo(403);
        assertThat(post(Map.of("state", List.of("other"), "token", List.of(token), "identity", List.of("1")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoeverChoosesNothingIsAskedAgain() {
        String token = token(get("/choose", Map.of("state", List.of("st8"))));
        Page page = post(Map.of("state", List.of("st8"), "token", List.of(token)));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("role=\"alert\"").contains("Choose at least one identity.");
    }

    @Test
    void aFormThatIsSentTwiceSaysThatItWasDone() {
        String token = token(get("/choose", Map.of("state", List.of("st8"))));
        Page page = post(Map.of("state", List.of("st8"), "token", List.of(token), "identity", List.of("used")));
        assertThat(page.status()).isEqualTo(409);
        assertThat(page.body())
                .contains("This was done before", "If the account is not in Carillon")
                .doesNotContain("Nothing was connected");
    }

    @Test
    void whoeverReloadsAfterADatabaseFailureIsToldWhatThatMayBring() {
        connections.failure = new StoreException("The database failed", new IOException("gone"));
        Page page = get("/callback", Map.of("state", List.of("st8"), "code", List.of("C-1")));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body()).contains("Reload this page", "done before", "connect again");
    }

    @Test
    void missingPermissionsAreNamed() {
        connections.candidates = List.of(FakeConnections.candidate("1", "@bell", "Bell", "write", "<media>"));
        assertThat(get("/choose", Map.of("state", List.of("st8"))).body())
                .contains("Permissions are missing: write, &lt;media&gt;");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void everyFailureHasAPageThatSaysWhatToDo(Failure failure) {
        connections.failure =
                new FailedException(failure, Optional.of(NASTY), "It says: " + NASTY, Optional.of("/back?a=\"b"));
        Page page = get("/callback", Map.of("state", List.of("st8")));
        assertThat(page.status()).isBetween(400, 599);
        assertThat(page.body())
                .doesNotContain("<script")
                .doesNotContain("'x'")
                .contains("It says: &quot;&gt;&lt;script&gt;")
                .contains("href=\"/back?a=&quot;b\"")
                .contains("class=\"soft\"");
    }

    @Test
    void aNetworkThatMayKnowCarillonByADocumentHasThatNamed() {
        connections.failure =
                new FailedException(Failure.APP, Optional.of("Bluesky"), "invalid_client", Optional.empty());

        assertThat(get("/callback", Map.of("state", List.of("st8"))).body())
                .contains("developer app")
                .contains("the document that Bluesky reads about Carillon")
                .contains("clock");
    }

    @Test
    void pagesHaveNothingFromElsewhere() {
        Page page = get("/choose", Map.of("state", List.of("st8")));
        assertThat(page.body())
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContain("src=")
                .doesNotContain("style=")
                .contains("width=device-width")
                .contains("prefers-color-scheme: dark");
        assertThat(Page.POLICY).startsWith("default-src 'none'").doesNotContain("unsafe");
        String sheet = page.body().replaceFirst("(?s)^.*<style>", "").replaceFirst("(?s)</style>.*$", "");
        assertThat(Page.POLICY)
                .as("what a browser makes of the sheet")
                .contains(Base64.getEncoder()
                        .encodeToString(Digests.sha256().digest(sheet.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void unknownConsentsAndPagesAreTold() {
        Page unknown = get("/choose", Map.of("state", List.of("nope")));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body()).contains("This consent is not known").doesNotContain("Sign in");
        assertThat(get("/choose", Map.of()).status()).isEqualTo(404);
        assertThat(get("/elsewhere", Map.of()).status()).isEqualTo(404);
        server.services.remove(Connections.class);
        assertThat(get("/callback", Map.of("state", List.of("st8"))).status()).isEqualTo(503);
    }

    private Page get(String path, Map<String, List<String>> parameters) {
        return pages.answer(ask("GET", path, parameters, Optional.of(cookie)));
    }

    private Page post(Map<String, List<String>> form) {
        return pages.answer(ask("POST", "/choose", form, Optional.of(cookie)));
    }

    private static Ask ask(String method, String path, Map<String, List<String>> parameters, Optional<String> own) {
        return new Ask(method, path, parameters, Optional.empty(), own, Optional.empty());
    }

    private static String token(Page page) {
        Matcher matcher = TOKEN.matcher(page.body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
