package io.carillon.itests.networks.oauth;

import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Dialect.ClientAuthentication;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Publisher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network whose consent pages and tokens are those of a real OAuth server, or one that takes any password. It publishes
 * into the air; the address of what it published tells the end of the token that was used. {@link ConsentPlugin} packs it;
 * it uses nothing but the API.
 */
public final class ConsentPublisher implements Publisher, AccountConnector {

    private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]+)\"");
    private static final int SHOWN = 8;

    private String network;
    private URI server;
    private URI gate;

    /** @param properties {@code server} the OAuth server, {@code gate} what stands before its token endpoint */
    void activate(Map<String, Object> properties) {
        network = (String) properties.get(NETWORK);
        server = URI.create((String) properties.get("server"));
        gate = URI.create((String) properties.get("gate"));
    }

    @Override
    public PublisherProfile profile() {
        return PublisherProfile.builder(
                        new Platform(network), "The " + network + " network", TextRule.of(500, Counting.CODE_POINTS))
                .doubt(DoubtClass.KEYED)
                .connect(method())
                .build();
    }

    private ConnectMethod method() {
        return switch (network) {
            case "bound" ->
                ConnectMethod.oauth2PerServer(
                        List.of("read", "write"), new ConnectMethod.Field("server", "Server", false, true));
            case "password" ->
                ConnectMethod.credentials(
                        new ConnectMethod.Field("name", "Name", false, true),
                        new ConnectMethod.Field("password", "Password", true, true));
            default -> ConnectMethod.oauth2(endpoints());
        };
    }

    private OAuth2Endpoints endpoints() {
        OAuth2Endpoints.Builder builder = OAuth2Endpoints.at(server.resolve("/auth"), gate.resolve("/token"))
                .scopes("read", "write")
                .optionalScopes("openid", "offline_access")
                .authorizationParameter("prompt", "consent")
                .issuer(server.toString())
                .revocation(gate.resolve("/token/revocation"))
                .keep("id_token");
        return network.equals("posting")
                ? builder.clientAuthentication(ClientAuthentication.BODY).build()
                : builder.build();
    }

    @Override
    public ServerAnswer<AuthorizationServer> authorizationServer(Map<String, String> settings) {
        URI address = URI.create(settings.get("server"));
        OAuth2Endpoints endpoints = OAuth2Endpoints.at(address.resolve("/auth"), address.resolve("/token"))
                .pushedAuthorization(address.resolve("/request"))
                .revocation(address.resolve("/token/revocation"))
                .scopes("read", "write")
                .optionalScopes("openid", "offline_access")
                .authorizationParameter("prompt", "consent")
                .issuer(address.toString())
                .clientAuthentication(ClientAuthentication.NONE)
                .dpop()
                .keep("id_token")
                .build();
        return new ServerAnswer.Given<>(new AuthorizationServer(address, endpoints, true));
    }

    @Override
    public ServerAnswer<OAuth2App> registerApp(AppRequest request) {
        return new ServerAnswer.Given<>(new OAuth2App("bound", Optional.empty()));
    }

    /** The person, and a page of theirs that has a token of its own. */
    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        if (network.equals("password")) {
            String name = settings.get("name");
            Grant grant = Grant.oauthToken(settings.get("password"));
            return new ConnectOutcome.Identities(
                    List.of(new Identity(name, "@" + name, name, Optional.empty(), Map.of(), grant)));
        }
        String subject = subject(consent.secret("id_token").orElse(".."));
        return new ConnectOutcome.Identities(List.of(
                new Identity(subject, "@" + subject, subject, Optional.empty(), Map.of(), consent),
                new Identity(
                        subject + "-page",
                        "@" + subject + "-page",
                        "Page of <" + subject + ">",
                        Optional.empty(),
                        Map.of(),
                        Grant.oauthToken("page-token"))));
    }

    private static String subject(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        Matcher matcher = SUBJECT.matcher(claims);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public boolean renews() {
        return true;
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        String token = context.account().grant().secret(Grant.ACCESS_TOKEN).orElse("none");
        String end = token.substring(Math.max(0, token.length() - SHOWN));
        return Published.of(context.key().value(), URI.create("https://consent.test/" + end), Instant.now());
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return new ReconcileOutcome.RepeatSafe();
    }
}
