package io.carillon.accounts.internal.connect;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.OAuth2App;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** A developer app of a file in {@code etc/}. It never shows its secret. */
@Component(
        service = ConfiguredApp.class,
        configurationPid = AppConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AppConfig.class, factory = true)
public final class ConfiguredApp {

    private final Platform platform;
    private final OAuth2App app;

    /** @throws IllegalArgumentException with a sentence that names the wrong value */
    @Activate
    public ConfiguredApp(AppConfig config) {
        if (config.platform().isBlank() || config.clientId().isBlank()) {
            throw new IllegalArgumentException(
                    "A developer app needs the keys platform and clientId; correct the file etc/" + AppConfig.PID
                            + "-….cfg that lacks them.");
        }
        platform = new Platform(config.platform().strip());
        app = new OAuth2App(
                config.clientId().strip(),
                Optional.of(config.clientSecret().strip()).filter(secret -> !secret.isEmpty()));
    }

    Platform platform() {
        return platform;
    }

    OAuth2App app() {
        return app;
    }
}
