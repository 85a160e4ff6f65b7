package io.carillon.publisher.support.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class SendGateTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");

    private final SendGate gate = new SendGate(Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<String> seen = new ArrayList<>();

    @Test
    void bodyThatIsAskedForWasSent() {
        gate.guard(BodyPublishers.ofString("x")).subscribe(new Seeing());
        assertThat(seen).containsExactly("next", "complete");
        assertThat(gate.shut()).contains(NOW);
        assertThat(gate.shut()).as("asked twice").contains(NOW);
    }

    @Test
    void nothingGoesOutThroughAGateThatWasShut() {
        assertThat(gate.shut()).isEmpty();
        gate.guard(BodyPublishers.ofString("x")).subscribe(new Seeing());
        assertThat(seen).containsExactly("error");
        assertThat(gate.pass()).isFalse();
        assertThat(gate.shut()).isEmpty();
    }

    @Test
    void whatWentOutIsLetGoWithTheGate() {
        BodyPublisher guarded = gate.guard(BodyPublishers.ofString("password"));
        guarded.subscribe(new Seeing());
        gate.shut();
        guarded.subscribe(new Seeing());
        assertThat(seen).containsExactly("next", "complete", "error");
        assertThat(guarded.contentLength()).isEqualTo("password".length());
    }

    private final class Seeing implements Flow.Subscriber<ByteBuffer> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(10);
        }

        @Override
        public void onNext(ByteBuffer item) {
            seen.add("next");
        }

        @Override
        public void onError(Throwable problem) {
            seen.add("error");
        }

        @Override
        public void onComplete() {
            seen.add("complete");
        }
    }
}
