package io.carillon.publisher.bluesky.internal;

import io.carillon.api.model.Account;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.publisher.support.http.NetworkError;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import java.time.Instant;
import java.util.Map;

/** How accounts stand: whether their session is still taken, and whether they are called as they were. */
final class Standing {

    private final Xrpc xrpc;
    private final Handles handles;

    Standing(Xrpc xrpc, Handles handles) {
        this.xrpc = xrpc;
        this.handles = handles;
    }

    LookOutcome of(Account account, Instant deadline) {
        try {
            Session session = Session.of(account);
            return xrpc.query(session, "com.atproto.server.getSession", Map.of(), deadline)
                    .fold(
                            reply -> reply.isSuccess() ? seen(account, session, reply, deadline) : refusal(reply),
                            notSent -> new LookOutcome.NotReached(notSent.reason()),
                            lost -> new LookOutcome.NotReached(lost.reason()));
        } catch (StoppedException e) {
            return e.whilePreparing() instanceof ReauthorisationNeeded needed
                    ? new LookOutcome.Revoked(needed.reason())
                    : new LookOutcome.NotReached(e.getMessage());
        }
    }

    private LookOutcome seen(Account account, Session session, Reply reply, Instant deadline) {
        if (!reply.json().path("active").asBoolean(true)) {
            return new LookOutcome.Revoked("The account is not active; activate it on Bluesky first.");
        }
        return new LookOutcome.Seen(
                handle(account, session, reply.json().path("handle").asText(), deadline),
                account.avatarUrl(),
                Map.of());
    }

    /** Where it cannot be found out, it is called as before. */
    private String handle(Account account, Session session, String claimed, Instant deadline) {
        try {
            return handles.holds(session.did(), claimed, deadline) ? "@" + claimed : session.did();
        } catch (TroubleException e) {
            return account.handle();
        }
    }

    private static LookOutcome refusal(Reply reply) {
        NetworkError error = Xrpc.error(reply);
        boolean ended = error.kind() == NetworkError.Kind.REAUTHORISATION_NEEDED || Xrpc.isOfNobody(reply);
        return ended ? new LookOutcome.Revoked(error.message()) : new LookOutcome.NotReached(error.message());
    }
}
