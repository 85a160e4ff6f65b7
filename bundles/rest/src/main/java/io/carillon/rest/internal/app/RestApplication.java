package io.carillon.rest.internal.app;

import io.carillon.rest.internal.account.AccountResource;
import io.carillon.rest.internal.auth.AccessFeature;
import io.carillon.rest.internal.auth.Authenticator;
import io.carillon.rest.internal.auth.Cookies;
import io.carillon.rest.internal.auth.PasswordGate;
import io.carillon.rest.internal.auth.PasswordResource;
import io.carillon.rest.internal.auth.Passwords;
import io.carillon.rest.internal.auth.Secrets;
import io.carillon.rest.internal.auth.SessionResource;
import io.carillon.rest.internal.auth.TokenResource;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.BodyFilter;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.ResponseHeaders;
import io.carillon.rest.internal.body.UnreadBodies;
import io.carillon.rest.internal.calendar.CalendarResource;
import io.carillon.rest.internal.calendar.FeedResource;
import io.carillon.rest.internal.config.RestConfig;
import io.carillon.rest.internal.config.Settings;
import io.carillon.rest.internal.connect.ConnectResource;
import io.carillon.rest.internal.connect.PublicAddress;
import io.carillon.rest.internal.delivery.DeliveryResource;
import io.carillon.rest.internal.delivery.PublishedResource;
import io.carillon.rest.internal.event.EventResource;
import io.carillon.rest.internal.event.EventStreams;
import io.carillon.rest.internal.health.HealthResource;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.json.JsonProvider;
import io.carillon.rest.internal.media.MediaResource;
import io.carillon.rest.internal.node.NodeResource;
import io.carillon.rest.internal.observe.RequestTimes;
import io.carillon.rest.internal.paging.ParametersFeature;
import io.carillon.rest.internal.platform.AppResource;
import io.carillon.rest.internal.platform.PlatformResource;
import io.carillon.rest.internal.post.PostActionResource;
import io.carillon.rest.internal.post.PostResource;
import io.carillon.rest.internal.post.PreflightResource;
import io.carillon.rest.internal.problem.ProblemMapper;
import io.carillon.rest.internal.queue.QueueResource;
import io.carillon.rest.internal.vault.VaultResource;
import io.carillon.rest.internal.webhook.WebhookResource;
import io.carillon.rest.internal.workspace.WorkspaceResource;
import jakarta.ws.rs.core.Application;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.glassfish.jersey.media.sse.SseFeature;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsApplicationBase;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsName;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The REST API as one application, in the place of the whiteboard's default application: resources of other bundles
 * join it and are guarded and answered by the same rules. Being one service, it makes the whiteboard build Jersey once
 * and not anew for each of its parts.
 */
@Component(service = Application.class, configurationPid = RestConfig.PID)
@JakartarsName(".default")
@JakartarsApplicationBase("/")
@Designate(ocd = RestConfig.class)
public final class RestApplication extends Application {

    private final Set<Object> parts;
    private final EventStreams streams;

    @Activate
    public RestApplication(RestConfig config, @Reference Backend backend) {
        this(Settings.of(config), backend, Clock.systemUTC(), new SecureRandom());
    }

    /** @param random cryptographically strong */
    public RestApplication(Settings settings, Backend backend, Clock clock, RandomGenerator random) {
        Secrets secrets = new Secrets(random);
        Ids ids = new Ids(clock, random);
        Passwords passwords = new Passwords(random);
        PasswordGate gate = new PasswordGate(backend, passwords, clock);
        PublicAddress address = new PublicAddress(settings.publicUrl());
        Cookies cookies = new Cookies(address.isSecure());
        Idempotency idempotency = new Idempotency(backend, clock);
        streams = new EventStreams(backend, clock);
        Authenticator authenticator = new Authenticator(backend, clock);
        parts = Set.of(
                new SseFeature(),
                new EventResource(streams),
                new WebhookResource(backend, idempotency),
                new JsonProvider(),
                new ProblemMapper(),
                new RequestTimes(backend, System::nanoTime),
                new UnreadBodies(),
                new BodyFilter(),
                new ResponseHeaders(),
                new AccessFeature(authenticator),
                new ParametersFeature(),
                new HealthResource(backend, authenticator),
                new SessionResource(backend, clock, secrets, gate, cookies, settings.session()),
                new PasswordResource(backend, passwords, gate),
                new TokenResource(backend, clock, secrets, ids),
                new WorkspaceResource(backend, ids, idempotency),
                new PlatformResource(backend),
                new NodeResource(backend),
                new AppResource(backend, address),
                new VaultResource(backend),
                new AccountResource(backend, idempotency),
                new ConnectResource(backend, address, secrets, idempotency),
                new MediaResource(backend, idempotency),
                new PostResource(backend, idempotency),
                new PostActionResource(backend, idempotency),
                new PreflightResource(backend),
                new QueueResource(backend, idempotency),
                new DeliveryResource(backend),
                new PublishedResource(backend),
                new CalendarResource(backend),
                new FeedResource(backend, clock));
    }

    /** Streams would keep the web server from stopping. */
    @Deactivate
    public void close() {
        streams.close();
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return parts;
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                // Nobody reads WADL, and Jersey complains that it lacks what it needs to write it.
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.disableAutoDiscovery", true,
                // A header Location stays as it is written: completed, it would name whatever host the request did.
                "jersey.config.server.headers.location.relative.resolution.disabled", true,
                // What Jersey refuses without a body, such as a Content-Type that is none, gets one from ErrorPages.
                "jersey.config.server.response.setStatusOverSendError", false);
    }
}
