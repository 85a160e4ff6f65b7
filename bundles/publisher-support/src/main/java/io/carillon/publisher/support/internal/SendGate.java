package io.carillon.publisher.support.internal;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Knows whether a request went out, and can keep it from going out. The body is asked for once there is a connection, so
 * a request whose body was not asked for did not reach anybody; and after the gate was shut none will. Then the body is let
 * go: Java's client keeps a request for as long as the connection on which it went out first, and a password may be in it.
 */
final class SendGate {

    private static final Instant SHUT = Instant.MIN;

    private final Clock clock;
    private final AtomicReference<Instant> state = new AtomicReference<>();
    private volatile BodyPublisher guarded;

    SendGate(Clock clock) {
        this.clock = clock;
    }

    /** Marks the request as sent; false if the gate was shut before. */
    boolean pass() {
        return state.compareAndSet(null, clock.instant()) || state.get() != SHUT;
    }

    /** When it was sent; where it was not, it never will be. */
    Optional<Instant> shut() {
        boolean stays = state.compareAndSet(null, SHUT) || state.get() == SHUT;
        guarded = null;
        return stays ? Optional.empty() : Optional.of(state.get());
    }

    /** Passes the gate when the body is asked for. There is one for each gate. */
    BodyPublisher guard(BodyPublisher body) {
        long length = body.contentLength();
        guarded = body;
        return new BodyPublisher() {
            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                BodyPublisher open = guarded;
                if (open != null && pass()) {
                    open.subscribe(subscriber);
                } else {
                    subscriber.onSubscribe(new Flow.Subscription() {
                        @Override
                        public void request(long n) {
                            // Nothing will come.
                        }

                        @Override
                        public void cancel() {
                            // Nothing to stop.
                        }
                    });
                    subscriber.onError(new IOException("The caller stopped waiting"));
                }
            }
        };
    }
}
