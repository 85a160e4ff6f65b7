package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.Seals;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.OAuthApps;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.OAuthAppStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Developer apps: those that an administrator entered, and behind them those of {@code etc/}. */
@Component(service = {OAuthApps.class, Apps.class})
public final class Apps implements OAuthApps {

    private static final int MAX_ID = 500;
    private static final int MAX_SECRET = 2000;

    private final AppDesk desk;
    private final Publishers publishers;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<ConfiguredApp> configured = List.of();

    @Activate
    public Apps(@Reference OAuthAppStore store, @Reference Seals seals, @Reference Publishers publishers) {
        desk = new AppDesk(store, seals);
        this.publishers = publishers;
    }

    AppDesk desk() {
        return desk;
    }

    Optional<OAuth2App> app(Platform platform) {
        return desk.entered(platform).or(() -> fromConfiguration(platform));
    }

    private Optional<OAuth2App> fromConfiguration(Platform platform) {
        return configured.stream()
                .filter(one -> one.platform().equals(platform))
                .map(ConfiguredApp::app)
                .findFirst();
    }

    @Override
    public Optional<AppInfo> find(Platform platform) {
        return desk.entered(platform)
                .map(app -> info(platform, app, Source.ADMINISTRATOR))
                .or(() -> fromConfiguration(platform).map(app -> info(platform, app, Source.CONFIGURATION)));
    }

    @Override
    public AppInfo put(Platform platform, String clientId, Optional<String> clientSecret) {
        List<Violation> violations = new ArrayList<>();
        check(platform).ifPresent(violations::add);
        length("clientId", clientId, 1, MAX_ID).ifPresent(violations::add);
        clientSecret
                .flatMap(secret -> length("clientSecret", secret, 1, MAX_SECRET))
                .ifPresent(violations::add);
        if (!violations.isEmpty()) {
            throw new InvalidException(violations);
        }
        OAuth2App app = new OAuth2App(clientId.strip(), clientSecret.map(String::strip));
        desk.enter(platform, app);
        return info(platform, app, Source.ADMINISTRATOR);
    }

    private Optional<Violation> check(Platform platform) {
        Optional<PublisherProfile> profile = publishers.profile(platform);
        boolean takesApps = profile.map(PublisherProfile::connect)
                .filter(method -> method.kind() == ConnectMethod.Kind.OAUTH2)
                .isPresent();
        return takesApps
                ? Optional.empty()
                : Optional.of(Violation.error(
                        "platform",
                        "oauth2",
                        "oauth2",
                        platform.id(),
                        profile.isPresent()
                                ? profile.get().name() + " needs no developer app."
                                : "No publisher for '" + platform + "' is installed."));
    }

    private static Optional<Violation> length(String field, String value, int min, int max) {
        int length = value.strip().length();
        return length >= min && length <= max
                ? Optional.empty()
                : Optional.of(Violation.error(
                        field,
                        length < min ? "required" : "max-length",
                        "" + max,
                        "" + length,
                        "%s has %d to %d characters; this one has %d.".formatted(field, min, max, length)));
    }

    @Override
    public boolean remove(Platform platform) {
        return desk.removeEntered(platform);
    }

    @Override
    public boolean removeRegistered(Platform platform, URI server) {
        return desk.forgetAll(platform, server.toString());
    }

    @Override
    public Map<String, Object> publicKey(Platform platform) {
        return desk.key(platform, false).publicJwk();
    }

    private static AppInfo info(Platform platform, OAuth2App app, Source source) {
        return new AppInfo(platform, app.clientId(), app.clientSecret().isPresent(), source);
    }
}
