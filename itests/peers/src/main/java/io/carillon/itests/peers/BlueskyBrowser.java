package io.carillon.itests.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Somebody on the consent pages of Bluesky's own server. It makes the calls that the scripts of these pages make, with the
 * headers of a browser and its cookies; the server checks all of them. For one thread and one person.
 */
public final class BlueskyBrowser {

    private static final String API = "/@atproto/oauth-provider/~api/";
    private static final String CSRF = "csrf-token";

    /** Follows nothing by itself; keeps cookies below, since these are for https only, but for the machine itself. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /**
     * Signs in and allows what is asked for.
     *
     * @param authorization the page
     * @return where the browser is sent back to
     */
    public URI allows(BlueskyServer.Account account, URI authorization) {
        open(authorization);
        JsonNode signedIn = call("sign-in", person(account), authorization, null);
        ObjectNode yes = NodePackage.JSON
                .createObjectNode()
                .put("sub", signedIn.at("/account/sub").asText());
        String token = signedIn.path("ephemeralToken").asText();
        return back(call("consent", yes, authorization, token), authorization);
    }

    /** Refuses what is asked for. */
    public URI denies(URI authorization) {
        open(authorization);
        return back(call("reject", NodePackage.JSON.createObjectNode(), authorization, null), authorization);
    }

    /** Takes every consent back. */
    void revokesAll(BlueskyServer.Account account, URI settings) {
        open(settings);
        call("sign-in", person(account), settings, null);
        for (JsonNode session : list(account, settings)) {
            ObjectNode which = NodePackage.JSON
                    .createObjectNode()
                    .put("sub", account.did())
                    .put("tokenId", session.path("tokenId").asText());
            call("revoke-oauth-session", which, settings, null);
        }
    }

    private JsonNode list(BlueskyServer.Account account, URI settings) {
        String name = "oauth-sessions?sub=" + URLEncoder.encode(account.did(), UTF_8);
        return answer(name, script(name, settings).GET());
    }

    private static ObjectNode person(BlueskyServer.Account account) {
        return NodePackage.JSON
                .createObjectNode()
                .put("locale", "en")
                .put("username", account.handle())
                .put("password", account.password());
    }

    private void open(URI page) {
        HttpResponse<String> response = send(navigation(page, "cross-site"));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The page answered " + response.statusCode() + " " + response.body());
        }
    }

    private static HttpRequest.Builder navigation(URI page, String from) {
        return HttpRequest.newBuilder(page)
                .header("Sec-Fetch-Site", from)
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document");
    }

    private JsonNode call(String name, JsonNode input, URI page, String token) {
        HttpRequest.Builder request = script(name, page)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(input.toString(), UTF_8));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return answer(name, request);
    }

    /** As the script of a page asks. */
    private HttpRequest.Builder script(String name, URI page) {
        String origin = page.getScheme() + "://" + page.getRawAuthority();
        return HttpRequest.newBuilder(URI.create(origin + API + name))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "same-origin")
                .header("Origin", origin)
                .header("Referer", page.toString())
                .header("X-CSRF-Token", cookies.getOrDefault(CSRF, ""));
    }

    private JsonNode answer(String name, HttpRequest.Builder request) {
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(name + " answered " + response.statusCode() + " " + response.body());
        }
        try {
            return NodePackage.JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI back(JsonNode answer, URI page) {
        URI redirect = URI.create(answer.path("url").asText());
        HttpResponse<String> response = send(navigation(redirect, "same-origin").header("Referer", page.toString()));
        return URI.create(response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException(
                        "There is no way back: " + response.statusCode() + " " + response.body())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString(UTF_8));
            for (String cookie : response.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";")[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
