package io.carillon.publisher.mastodon.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.publisher.mastodon.internal.Draft.UploadedFile;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.StoppedException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Changes and removes statuses. Both can be repeated without harm. */
@Component(
        service = {Editor.class, Remover.class},
        property = Publisher.NETWORK + "=mastodon")
public final class MastodonEditor implements Editor, Remover {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MastodonApi api;
    private final Outcomes outcomes;
    private final Uploads uploads;
    private final Clock clock;

    @Activate
    public MastodonEditor(@Reference NetworkClient client) {
        this(client, Clock.systemUTC());
    }

    MastodonEditor(NetworkClient client, Clock clock) {
        api = new MastodonApi(client);
        outcomes = new Outcomes(clock, MastodonApi::error);
        uploads = new Uploads(api, outcomes);
        this.clock = clock;
    }

    @Override
    public PublishOutcome edit(PublishContext context, Publication publication) {
        try {
            Home home = Home.of(context.account());
            List<String> files = uploaded(home, context);
            Answer answer = api.put(
                    home,
                    path(publication),
                    StatusJson.edit(context.account(), context.message(), files),
                    context.deadline());
            return outcomes.publish(answer, reply -> new Published(StatusJson.publication(reply)));
        } catch (StoppedException e) {
            return e.whilePublishing();
        }
    }

    /** All anew: which of its files a status has already cannot be told from here. */
    private List<String> uploaded(Home home, PublishContext context) throws StoppedException {
        Limits limits = Limits.of(context.account().settings());
        List<String> ids = new ArrayList<>();
        for (Attachment attachment : context.message().attachments()) {
            UploadedFile file = uploads.upload(home, limits, attachment, ids.size() + 1, context.deadline());
            if (!file.ready()) {
                throw new StoppedException(new Unavailable("The server converts file " + (ids.size() + 1)
                        + " for longer than an edit can wait; publish films as a new post."));
            }
            ids.add(file.id());
        }
        return ids;
    }

    @Override
    public PublishOutcome remove(Account account, Publication publication) {
        try {
            Answer answer = api.delete(
                    Home.of(account), path(publication), clock.instant().plus(PATIENCE));
            return MastodonApi.isGone(answer)
                    ? new Published(publication)
                    : outcomes.publish(
                            answer,
                            reply -> new Published(new Publication(
                                    publication.remoteId(), Optional.empty(), publication.publishedAt())));
        } catch (StoppedException e) {
            return e.whilePublishing();
        }
    }

    private static String path(Publication publication) {
        return "/api/v1/statuses/" + MastodonApi.encoded(publication.remoteId());
    }
}
