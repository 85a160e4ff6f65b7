package io.carillon.itests.networks.oauth;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a browser on the consent pages of the OAuth server. */
final class Person {

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
    private static final Pattern PROMPT = Pattern.compile("name=\"prompt\" value=\"(\\w+)\"");
    private static final Pattern ABORT = Pattern.compile("href=\"([^\"]*/abort)\"");
    private static final int STEPS = 12;

    private final String name;
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    Person(String name) {
        this.name = name;
    }

    /** Signs in and says yes; answers with the address to which the network sends the browser back. */
    URI says(boolean yes, URI authorization) {
        HttpResponse<String> page = get(authorization);
        for (int step = 0; step < STEPS; step++) {
            if (page.statusCode() / 100 == 3) {
                URI next =
                        page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
                if (next.getPath().equals("/oauth/callback")) {
                    return next;
                }
                page = get(next);
            } else if (page.statusCode() == 200) {
                page = yes ? fill(page) : get(page.uri().resolve(found(ABORT, page.body())));
            } else {
                throw new AssertionError("The OAuth server said " + page.statusCode() + ": " + page.body());
            }
        }
        throw new AssertionError("The consent pages come to no end; the last is " + page.body());
    }

    private HttpResponse<String> fill(HttpResponse<String> page) {
        String prompt = found(PROMPT, page.body());
        String form =
                "prompt=" + prompt + "&login=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&password=any";
        return send(HttpRequest.newBuilder(page.uri().resolve(found(FORM, page.body())))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address).GET());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
