package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.oauth.OAuthClient;
import io.carillon.accounts.internal.oauth.TokenOutcome;
import io.carillon.accounts.internal.vault.GrantLife;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The grants that an OAuth consent gave: refreshed and given back by one client for all networks. */
@Component(service = OAuthDesk.class)
public final class OAuthDesk {

    private static final Logger LOG = LoggerFactory.getLogger(OAuthDesk.class);

    private final Publishers publishers;
    private final Places places;
    private final Clock clock;

    /** Made when first needed: a server that starts has better to do than load what speaks OAuth. */
    private volatile OAuthClient client;

    /** Comes with the publishers' support, which this bundle does not need otherwise. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile GuardedHttp http;

    @Activate
    public OAuthDesk(@Reference Publishers publishers, @Reference Apps apps) {
        this(publishers, apps, Clock.systemUTC());
    }

    OAuthDesk(Publishers publishers, Apps apps, Clock clock) {
        this.publishers = publishers;
        this.clock = clock;
        places = new Places(publishers, apps, app -> client().isForgotten(app));
    }

    Places places() {
        return places;
    }

    synchronized OAuthClient client() {
        if (client == null) {
            client = new OAuthClient(() -> Optional.ofNullable(http), clock);
        }
        return client;
    }

    /** Whether a grant is refreshed here, and not by the network's connector. */
    public static boolean refreshes(Grant grant) {
        return grant.secret(OAuth2Grant.REFRESH_TOKEN).isPresent()
                && grant.secret(OAuth2Grant.CLIENT_ID).isPresent();
    }

    /**
     * Makes a new grant of an account's; whoever calls makes sure that nobody else does. A refresh token that has ended is
     * not shown to the network as long as the access token lasts: its refusal would end that, too.
     */
    public RefreshOutcome refresh(Account account) {
        if (hasEnded(GrantLife.renewableUntil(account.grant()))
                && !hasEnded(account.grant().expiresAt())) {
            return new RefreshOutcome.Refreshed(account.grant());
        }
        Optional<PublisherProfile> profile = publishers.profile(account.platform());
        if (profile.isEmpty()) {
            return new RefreshOutcome.NotReached("No publisher for " + account.platform() + " is installed.");
        }
        Place place;
        try {
            place = places.of(profile.get(), account.settings(), account.grant());
        } catch (UnavailableException e) {
            return new RefreshOutcome.NotReached(e.getMessage());
        }
        return client().refresh(place.registration(), account.grant())
                .fold(
                        granted -> new RefreshOutcome.Refreshed(granted.grant()),
                        refused -> refused(place, refused),
                        unclear -> new RefreshOutcome.NotReached(unclear.reason(), unclear.mayHaveActed()));
    }

    private boolean hasEnded(Optional<Instant> end) {
        return end.filter(at -> !clock.instant().isBefore(at)).isPresent();
    }

    /** Only what the network says of the grant itself ends it: trouble with our app does not. */
    private static RefreshOutcome refused(Place place, TokenOutcome.Refused refused) {
        return place.registration().endpoints().dialect().endingErrors().contains(refused.code())
                ? new RefreshOutcome.Revoked("The network has ended the consent: " + refused.said())
                : new RefreshOutcome.NotReached("The network refused to renew the grant: " + refused.said());
    }

    /** Tells the network that a consent is no longer needed; best effort. */
    public void revoke(Account account) {
        revoke(account.platform(), account.settings(), account.grant(), "the consent of account " + account.id());
    }

    /**
     * The same for what no account was made of.
     *
     * @param settings that its accounts would have had
     */
    void giveBack(Platform platform, Map<String, String> settings, Grant grant) {
        revoke(platform, settings, grant, "a consent that nobody finished");
    }

    private void revoke(Platform platform, Map<String, String> settings, Grant grant, String what) {
        if (grant.secret(OAuth2Grant.CLIENT_ID).isEmpty()) {
            return;
        }
        try {
            publishers
                    .profile(platform)
                    .map(profile -> places.of(profile, settings, grant))
                    .ifPresent(place -> client().revoke(place.registration(), grant));
        } catch (RuntimeException e) {
            // Not its message: a publisher's own exceptions may quote what it sent.
            LOG.warn(
                    "{} could not be told that {} is no longer needed ({}); it is forgotten here, and can be revoked on the"
                            + " network",
                    platform,
                    what,
                    e.getClass().getSimpleName());
        }
    }
}
