package io.carillon.publisher.contract;

import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.publisher.contract.VisiblePosts.VisiblePost;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Removes, changes and counts posts in memory, right but for one mistake. */
final class MemoryAfterwards implements Remover, Editor, MetricsSource {

    private final Mistake mistake;
    private final MemoryPublisher posts;

    MemoryAfterwards(Mistake mistake, MemoryPublisher posts) {
        this.mistake = mistake;
        this.posts = posts;
    }

    @Override
    public PublishOutcome remove(Account account, Publication publication) {
        List<VisiblePost> all = posts.visible();
        boolean gone = posts.remove(
                mistake == Mistake.REMOVES_THE_LATEST ? all.get(all.size() - 1).remoteId() : publication.remoteId());
        return gone || mistake != Mistake.REMOVES_ONLY_ONCE
                ? new Published(publication)
                : Rejected.of("not-found", "It is gone.");
    }

    @Override
    public PublishOutcome edit(PublishContext context, Publication publication) {
        if (mistake == Mistake.CHANGES_BY_POSTING_ANEW) {
            return posts.publish(context, PreparedValue.NOTHING);
        }
        posts.change(publication.remoteId(), context.message().text());
        return new Published(publication);
    }

    @Override
    public MetricsOutcome fetch(Account account, List<Publication> publications) {
        if (posts.fault().isPresent()) {
            return failed(posts.fault().get());
        }
        Map<String, Metrics> figures = new HashMap<>();
        for (Publication publication : publications) {
            boolean isThere =
                    posts.visible().stream().anyMatch(post -> post.remoteId().equals(publication.remoteId()));
            if (isThere || mistake == Mistake.COUNTS_WHAT_IS_GONE) {
                String name = mistake == Mistake.COUNTS_BY_ODD_NAMES ? "Likes (all)" : "likes";
                figures.put(publication.remoteId(), new Metrics(Instant.now(), Map.of(name, 0L)));
            }
        }
        return new MetricsOutcome.Read(figures);
    }

    private MetricsOutcome failed(Fault fault) {
        if (mistake == Mistake.HIDES_THAT_IT_CANNOT_COUNT) {
            return new MetricsOutcome.Read(Map.of());
        }
        return fault == Fault.REVOKED && mistake != Mistake.TAKES_A_REFUSED_GRANT_FOR_TROUBLE_OF_COUNTING
                ? new MetricsOutcome.Revoked("It was revoked.")
                : new MetricsOutcome.NotReached("Nobody answers.");
    }
}
