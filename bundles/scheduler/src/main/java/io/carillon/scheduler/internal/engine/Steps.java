package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Content;
import io.carillon.api.model.Post;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.store.Claim;
import java.util.List;
import java.util.Optional;

/** What is different about steps before they are taken. */
final class Steps {

    private Steps() {}

    /** What a step says, as if it were a post of its own. */
    static StoredPost said(Step step, StoredPost post) {
        Content content = Content.text(step.content().text())
                .withMedia(step.content().media())
                .withOptions(step.options());
        Post all = post.post();
        return post.withPost(new Post(content, List.of(), all.labels(), all.accounts(), all.schedule()));
    }

    /** Why a claimed step can never be taken. */
    static Optional<Problem> problem(Claim claim, PublisherProfile profile) {
        return claim.delivery().step().flatMap(step -> {
            if (!profile.features().contains(feature(step.kind()))) {
                return Optional.of(Problems.notOffered(profile));
            }
            boolean follows = claim.published().size() == (step.isChained() ? step.part() + 1 : 1);
            return follows ? Optional.empty() : Optional.of(Problems.parentUnknown());
        });
    }

    private static Feature feature(Step.Kind kind) {
        return switch (kind) {
            case FIRST_COMMENT -> Feature.FIRST_COMMENT;
            case THREAD_PART -> Feature.THREAD;
            case PERMALINK -> Feature.PERMALINK;
        };
    }
}
