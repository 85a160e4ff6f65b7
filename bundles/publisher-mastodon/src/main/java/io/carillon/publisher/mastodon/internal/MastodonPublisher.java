package io.carillon.publisher.mastodon.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Options;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Capabilities;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkError;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Publishes to Mastodon. Files are uploaded in {@code prepare}; the status is one call under the delivery's key, which the
 * server knows again.
 */
@Component(
        service = {Publisher.class, FollowUps.class},
        property = Publisher.NETWORK + "=mastodon",
        configurationPid = MastodonConfig.PID)
@Designate(ocd = MastodonConfig.class)
public final class MastodonPublisher implements Publisher, FollowUps {

    private final PublisherProfile profile;
    private final MastodonApi api;
    private final Outcomes outcomes;
    private final Uploads uploads;
    private final Preparing preparing;
    private final Doubts doubts;

    @Activate
    public MastodonPublisher(MastodonConfig config, @Reference NetworkClient client) {
        this(MastodonConfig.Values.of(config), client, Clock.systemUTC());
    }

    MastodonPublisher(MastodonConfig.Values config, NetworkClient client, Clock clock) {
        profile = MastodonProfile.of(config);
        api = new MastodonApi(client);
        outcomes = new Outcomes(clock, MastodonApi::error);
        uploads = new Uploads(api, outcomes);
        preparing = new Preparing(uploads, clock, config);
        doubts = new Doubts(api, outcomes, clock, config.keysKeep());
    }

    @Override
    public PublisherProfile profile() {
        return profile;
    }

    @Override
    public Capabilities capabilities(Account account) {
        return MastodonProfile.capabilities(Limits.of(account.settings()));
    }

    @Override
    public OptionalInt length(Account account, Options options, String text) {
        int perUrl = Limits.of(account.settings()).charactersPerUrl();
        return OptionalInt.of(StatusText.length(Chosen.of(account, options).warning(), text, perUrl));
    }

    @Override
    public List<Violation> check(Account account, Message message) {
        return MessageCheck.check(message, Limits.of(account.settings()), Chosen.of(account, message.options()));
    }

    // ---- The post -----------------------------------------------------------------------------

    @Override
    public PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        return preparing.prepare(context, previous);
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        return publish(context, Optional.empty(), prepared);
    }

    private PublishOutcome publish(PublishContext context, Optional<String> inReplyTo, PreparedValue prepared) {
        List<String> files = Draft.read(prepared).map(Draft::ids).orElse(List.of());
        if (files.size() != context.message().attachments().size()) {
            return Rejected.of(
                    "not-prepared",
                    "What was prepared does not go with the files of this post; edit it and try again.");
        }
        try {
            Home home = Home.of(context.account());
            Answer answer = api.post(
                    home,
                    StatusJson.of(context.account(), context.message(), files, inReplyTo),
                    context.key().value(),
                    context.deadline());
            // The server has deleted a file that hung in no status.
            return answer instanceof Reply reply && lacksFile(home, context, files, reply)
                    ? new PrepareAgain("The server no longer has a file of this post. It is uploaded again.")
                    : outcomes.publish(context, answer, reply -> new Published(StatusJson.publication(reply)));
        } catch (StoppedException e) {
            return e.whilePublishing();
        }
    }

    /** Its words are in the language of the account, so that where they say nothing to us it is asked for every file. */
    private boolean lacksFile(Home home, PublishContext context, List<String> files, Reply reply)
            throws StoppedException {
        if (reply.status() != 422 || files.isEmpty()) {
            return false;
        }
        if (MastodonApi.lacksMedia(reply)) {
            return true;
        }
        // Servers of other makes may not know a file by its id; it would be uploaded again for ever.
        boolean own = Limits.of(context.account().settings()).honoursKeys();
        if (own && MastodonApi.error(reply).kind() == NetworkError.Kind.REJECTED) {
            for (String id : files) {
                if (!uploads.isKept(home, id, context.deadline())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return doubts.settle(context, Optional.empty(), attempt);
    }

    // ---- What follows it: replies, which are statuses too ---------------------------------------

    @Override
    public PrepareOutcome prepare(PrepareContext context, FollowUp step, Optional<PreparedValue> previous) {
        return preparing.prepare(context, previous);
    }

    @Override
    public PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared) {
        return publish(context, Optional.of(step.parent().remoteId()), prepared);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt) {
        return doubts.settle(context, Optional.of(step.parent().remoteId()), attempt);
    }
}
