package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import java.util.regex.Pattern;

/**
 * What the video service means, which names hardly any of its errors. None of them says anything about the account's other
 * posts: that it takes no more films today does not keep texts from being published.
 */
final class VideoAnswers {

    /** What it says where another day, or another hour, will do. */
    private static final Pattern PASSING =
            Pattern.compile("exceeded daily|disabled at the moment|failed to get", Pattern.CASE_INSENSITIVE);

    private VideoAnswers() {}

    /**
     * Goes on where a film of this size may be sent, or where that is not told.
     *
     * @throws StoppedException if it may not
     */
    static void admit(Answer answer, long bytes) throws StoppedException {
        if (!(answer instanceof Reply reply) || !reply.isSuccess()) {
            return;
        }
        JsonNode limits = reply.json();
        if (!limits.path("canUpload").asBoolean(true)) {
            throw refusal(reply.hideSecrets(
                    limits.path("message").asText(limits.path("error").asText())));
        }
        if (limits.path("remainingDailyVideos").asLong(1) < 1
                || limits.path("remainingDailyBytes").asLong(bytes) < bytes) {
            throw refusal("the account has exceeded daily limits");
        }
    }

    /** The job that a film has become. */
    static VideoJob sent(Answer answer) throws StoppedException {
        Reply reply = reply(answer);
        VideoJob job = VideoJob.of(reply);
        // A film that it has already is refused with the job that it was.
        if (job.id().isEmpty()) {
            throw isRefusal(reply) ? refusal(said(reply, job)) : trouble(reply, job);
        }
        return job;
    }

    /**
     * Whether the service itself has refused the film, or the account: it names an error. That it does not take its token, which
     * is a new one the next time, has the same status as an account that may not, but no form of a job.
     */
    private static boolean isRefusal(Reply reply) {
        JsonNode job = VideoJob.node(reply);
        boolean passing = reply.status() == 429 || reply.status() >= 500;
        boolean token = reply.status() == 401 && !job.has("jobId");
        return !passing && !token && !job.path("error").asText().isEmpty();
    }

    /** How far a job is. */
    static VideoJob looked(Answer answer, String id) throws StoppedException {
        Reply reply = reply(answer);
        VideoJob job = VideoJob.of(reply);
        if (!job.id().isEmpty()) {
            return job;
        }
        // A proxy that finds no service has forgotten no job.
        if ((reply.status() == 400 || reply.status() == 404) && reply.json().isObject()) {
            return VideoJob.forgotten(id);
        }
        throw trouble(reply, job);
    }

    private static Reply reply(Answer answer) throws StoppedException {
        if (answer instanceof Reply reply) {
            return reply;
        }
        throw new StoppedException(
                new Unavailable(answer.<String>fold(Reply::toString, Answer.NotSent::reason, Answer.Lost::reason)));
    }

    private static StoppedException trouble(Reply reply, VideoJob job) {
        return new StoppedException(
                new Unavailable("Bluesky's video service is in trouble (" + said(reply, job) + ")."));
    }

    private static String said(Reply reply, VideoJob job) {
        return job.reason().isEmpty() ? "HTTP " + reply.status() : job.reason();
    }

    private static StoppedException refusal(String reason) {
        String sentence = "Bluesky takes no film of this account now: " + reason + ".";
        return PASSING.matcher(reason).find()
                ? new StoppedException(new Unavailable(sentence))
                : new StoppedException(Rejected.of(
                        "film-refused", sentence + " Where it is the e-mail address, confirm it on Bluesky."));
    }
}
