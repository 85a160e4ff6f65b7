package io.carillon.rest.internal.post;

import io.carillon.api.model.Content;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** A post as a person writes it; null means absent. */
public record PostBody(
        String caption,
        List<String> hashtags,
        List<MediaBody> media,
        String link,
        String firstComment,
        List<ThreadBody> thread,
        List<String> labels,
        List<String> accounts,
        List<VariationBody> variations,
        ScheduleBody schedule) {

    /** As it was chosen, to lay a change over it. */
    static PostBody chosen(Post post) {
        return of(post, ScheduleBody::chosen);
    }

    static PostBody answer(Post post) {
        return of(post, ScheduleBody::answer);
    }

    private static PostBody of(Post post, Function<Schedule, ScheduleBody> schedule) {
        Content content = post.content();
        return new PostBody(
                content.caption(),
                content.hashtags().stream().map(Hashtag::tag).toList(),
                content.media().stream().map(MediaBody::of).toList(),
                content.link().map(URI::toString).orElse(null),
                content.firstComment().orElse(null),
                content.thread().stream().map(ThreadBody::of).toList(),
                post.labels().stream().sorted().toList(),
                post.accounts().stream().map(account -> account.id().value()).toList(),
                post.variations().stream().map(VariationBody::of).toList(),
                post.queued()
                        ? ScheduleBody.QUEUED
                        : post.schedule().map(schedule).orElse(null));
    }
}
