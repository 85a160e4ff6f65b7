package io.carillon.rest.internal.connect;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Choice;
import io.carillon.api.service.Connections.Comeback;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.auth.Browsers;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.backend.NotReadyException;
import io.carillon.rest.internal.body.Digests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pages of {@code /oauth}: where people come back from networks, choose, and learn what happened. They work without
 * scripts. Every change is guarded by a token that only pages of ours can show, since it is made of the browser's cookie.
 */
final class OAuthPages {

    private static final String ROOT = "/oauth";
    static final String CALLBACK = "/callback";
    static final String CHOOSE = "/choose";

    private final Backend backend;
    private final Browsers browsers;

    OAuthPages(Backend backend, Browsers browsers) {
        this.backend = backend;
        this.browsers = browsers;
    }

    /**
     * What a browser asks for.
     *
     * @param path below {@code /oauth}
     */
    record Ask(
            String method,
            String path,
            Map<String, List<String>> parameters,
            Optional<String> session,
            Optional<String> own,
            Optional<String> authorization) {

        Optional<String> first(String name) {
            return parameters.getOrDefault(name, List.of()).stream().findFirst();
        }

        /** The browser's secret that our forms are guarded by. */
        Optional<String> secret() {
            return session.or(() -> own);
        }
    }

    Page answer(Ask ask) {
        try {
            if (isCallback(ask.path()) && ask.method().equals("GET")) {
                return callback(ask);
            }
            if (ask.path().equals(CHOOSE)) {
                return ask.method().equals("POST") ? chosen(ask) : choice(ask);
            }
            return Page.told(404, "Nothing is here", "There is no such page.", "", Optional.empty());
        } catch (NotReadyException | StoreException e) {
            return Page.told(
                    503,
                    "One moment",
                    "Carillon is starting, or its database does not answer.",
                    "Reload this page in a few seconds. Should it say then that this was done before, and the account is not"
                            + " in Carillon, connect again.",
                    Optional.empty());
        }
    }

    /** That of all, or one below it of a server's own. */
    private static boolean isCallback(String path) {
        return path.equals(CALLBACK) || path.startsWith(CALLBACK + "/");
    }

    private Visitor visitor(Ask ask) {
        return browsers.visitor(ask.session(), ask.own(), ask.authorization());
    }

    private Page callback(Ask ask) {
        Comeback comeback = new Comeback(
                ROOT + ask.path(),
                ask.first("state"),
                ask.first("code"),
                ask.first("error"),
                ask.first("error_description"),
                ask.first("iss"));
        try {
            backend.connections().land(visitor(ask), comeback);
            // Sent on, so that reloading does not bring the code again.
            return Page.to(ROOT + CHOOSE + "?state=" + encoded(comeback.state().orElseThrow()));
        } catch (FailedException e) {
            return Failures.page(e);
        }
    }

    private Page choice(Ask ask) {
        String state = ask.first("state").orElse("");
        try {
            return ChoicePage.of(backend.connections().choice(visitor(ask), state), state, token(ask, state), "");
        } catch (NotFoundException | ConflictException | UnavailableException e) {
            return Failures.page(e);
        }
    }

    private Page chosen(Ask ask) {
        String state = ask.first("state").orElse("");
        Visitor visitor = visitor(ask);
        String shown = ask.first("token").orElse("");
        if (ask.secret().isEmpty() || !same(shown, token(ask, state))) {
            return Page.told(
                    403,
                    "This form is out of date",
                    "It was made in another browser or in a session that has ended. Nothing was connected.",
                    "Go back to Carillon and connect again.",
                    Optional.empty());
        }
        try {
            Choice choice = backend.connections().choice(visitor, state);
            List<String> wanted = ask.parameters().getOrDefault("identity", List.of());
            try {
                return connected(choice, backend.connections().choose(visitor, state, wanted));
            } catch (InvalidException e) {
                return ChoicePage.of(choice, state, shown, e.getMessage());
            }
        } catch (NotFoundException | ConflictException | UnavailableException e) {
            return Failures.page(e);
        }
    }

    private static Page connected(Choice choice, List<Account> accounts) {
        String ids = accounts.stream().map(Account::id).map(AccountId::value).collect(Collectors.joining(","));
        return choice.returnTo()
                .map(address -> Page.to(address + (address.contains("?") ? "&" : "?") + "connected=" + encoded(ids)))
                .orElseGet(() -> Page.told(
                        200,
                        "Connected",
                        accounts.stream().map(Account::handle).collect(Collectors.joining(", ")) + " on "
                                + choice.platformName() + " can be published to now.",
                        "You can close this page.",
                        Optional.empty()));
    }

    /** Made of what only this browser knows, and good for this consent alone. */
    private static String token(Ask ask, String state) {
        return Digests.sha256("carillon-choose\n" + ask.secret().orElse("") + "\n" + state);
    }

    private static boolean same(String shown, String right) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
