package io.carillon.publisher.contract;

import io.carillon.api.model.Account;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Options;
import io.carillon.api.publisher.Allowance;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PreparedValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What Carillon tells a publisher about one delivery, with the checkpoints that it was given. */
public final class FakePublishContext implements PrepareContext {

    /** From the clock only once: the time of each call, added to a number, gave two threads the same sum. */
    private static final AtomicLong NUMBER = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));

    private final DeliveryId delivery;
    private final Account account;
    private final Message message;
    private final IdempotencyKey key;
    private final Instant due;
    private final Instant deadline;
    private final boolean refusing;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicReference<IllegalStateException> refusal = new AtomicReference<>();
    private final List<Allowance> allowances = new CopyOnWriteArrayList<>();
    private final List<PreparedValue> checkpoints = new CopyOnWriteArrayList<>();

    private FakePublishContext(Builder builder) {
        delivery = builder.delivery;
        account = builder.account;
        message = new Message(
                builder.text,
                builder.attachments,
                Optional.ofNullable(builder.link),
                Optional.ofNullable(builder.firstComment),
                builder.thread,
                builder.options);
        key = builder.key;
        due = builder.due;
        refusing = builder.refusing;
        deadline = Instant.now().plus(builder.patience);
    }

    /** Starts a delivery of its own, with a key of its own, that is due now. */
    public static Builder of(Account account) {
        return new Builder(account);
    }

    @Override
    public DeliveryId delivery() {
        return delivery;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public Message message() {
        return message;
    }

    @Override
    public IdempotencyKey key() {
        return key;
    }

    @Override
    public Instant due() {
        return due;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public void allowed(Allowance allowance) {
        allowances.add(allowance);
    }

    /** What the network said of how much more it takes, oldest first. */
    public List<Allowance> allowances() {
        return List.copyOf(allowances);
    }

    @Override
    public void checkpoint(PreparedValue progress) {
        if (refusing) {
            refused.incrementAndGet();
            refusal.compareAndSet(null, new IllegalStateException("The post was edited meanwhile"));
            throw refusal.get();
        }
        checkpoints.add(progress);
    }

    /** How often a checkpoint was refused. */
    int refused() {
        return refused.get();
    }

    Optional<IllegalStateException> refusal() {
        return Optional.ofNullable(refusal.get());
    }

    /** What was stored, oldest first. */
    public List<PreparedValue> checkpoints() {
        return List.copyOf(checkpoints);
    }

    /** Collects what a delivery is about. Not thread-safe. */
    public static final class Builder {

        private final Account account;
        private DeliveryId delivery;
        private IdempotencyKey key;
        private String text = "";
        private Options options = Options.NONE;
        private List<Attachment> attachments = List.of();
        private URI link;
        private String firstComment;
        private final List<Message.Part> thread = new ArrayList<>();
        private Instant due = Instant.now().truncatedTo(ChronoUnit.MICROS);
        private boolean refusing;
        private Duration patience = Duration.ofSeconds(20);

        private Builder(Account account) {
            this.account = account;
            long number = NUMBER.incrementAndGet();
            delivery = new DeliveryId("d_" + number);
            key = newKey(number);
        }

        public Builder text(String composed) {
            text = composed;
            return this;
        }

        public Builder attachments(Attachment... all) {
            attachments = List.of(all);
            return this;
        }

        public Builder link(URI address) {
            link = address;
            return this;
        }

        public Builder options(Options chosen) {
            options = chosen;
            return this;
        }

        public Builder firstComment(String comment) {
            firstComment = comment;
            return this;
        }

        /** A further part of the thread that the post begins: the publisher's {@code FollowUps} add it later. */
        public Builder threadPart(String partText, Attachment... partAttachments) {
            thread.add(new Message.Part(partText, List.of(partAttachments)));
            return this;
        }

        /** The next attempt at a delivery: same id, same key. */
        public Builder again(FakePublishContext earlier) {
            delivery = earlier.delivery;
            key = earlier.key;
            due = earlier.due;
            text = earlier.message.text();
            attachments = earlier.message.attachments();
            link = earlier.message.link().orElse(null);
            firstComment = earlier.message.firstComment().orElse(null);
            options = earlier.message.options();
            thread.clear();
            thread.addAll(earlier.message.thread());
            return this;
        }

        public Builder due(Instant instant) {
            due = instant;
            return this;
        }

        /** How long after now the caller stops waiting. */
        public Builder patience(Duration duration) {
            patience = duration;
            return this;
        }

        /** Refuses every checkpoint, as after an edit. */
        public Builder refusingCheckpoints() {
            refusing = true;
            return this;
        }

        public FakePublishContext build() {
            return new FakePublishContext(this);
        }

        private static IdempotencyKey newKey(long number) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            String digits = Long.toString(number, 32).toUpperCase(Locale.ROOT);
            String crockford = digits.chars()
                    .map(c -> "0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(Character.digit(c, 32)))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return new IdempotencyKey("0".repeat(26 - crockford.length()) + crockford, now);
        }
    }
}
