package io.carillon.itests.simulators.oauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who looks at a consent page and presses a button of its form, as a browser would. The network knows the browser
 * again, and may send it back without a page.
 */
public final class Visitor {

    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final HttpClient browser;
    private final String user;

    /** @param user as whom they sign in */
    public Visitor(String user) {
        this(HttpClient.newBuilder().cookieHandler(new CookieManager()).build(), user);
    }

    private Visitor(HttpClient browser, String user) {
        this.browser = browser;
        this.user = user;
    }

    /** The same browser in front of the same person, who would now be somebody else. */
    public Visitor as(String other) {
        return new Visitor(browser, other);
    }

    /** Presses Allow; answers with the address to which the network sends the browser back. */
    public URI allows(URI authorization) {
        return decides(authorization, "allow");
    }

    /** Presses Deny; answers with the address to which the network sends the browser back. */
    public URI denies(URI authorization) {
        return decides(authorization, "deny");
    }

    private URI decides(URI authorization, String decision) {
        HttpResponse<String> shown = send(HttpRequest.newBuilder(authorization).GET(), Set.of(200, 302));
        if (shown.statusCode() == 302) {
            return target(shown);
        }
        String page = shown.body();
        Matcher action = ACTION.matcher(page);
        if (!action.find()) {
            throw new IllegalStateException("There is no form on the page: " + page);
        }
        StringBuilder form = new StringBuilder("user=" + encoded(user) + "&decision=" + decision);
        Matcher hidden = HIDDEN.matcher(page);
        while (hidden.find()) {
            form.append('&').append(hidden.group(1)).append('=').append(encoded(unescaped(hidden.group(2))));
        }
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(authorization.resolve(action.group(1)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.toString())),
                Set.of(302));
        return target(answer);
    }

    private static URI target(HttpResponse<String> redirection) {
        return URI.create(redirection.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Set<Integer> expected) {
        try {
            HttpResponse<String> answer = browser.send(request.build(), BodyHandlers.ofString());
            if (!expected.contains(answer.statusCode())) {
                throw new IllegalStateException("The network said " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
