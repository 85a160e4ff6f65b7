package io.carillon.api.model;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person composed: content, how it varies, the accounts it is for, and when it goes out.
 *
 * @param accounts each gets one delivery; none twice
 * @param schedule absent while it is a draft, and while it is queued
 * @param queued whether its accounts' queues give it its times, one each
 */
public record Post(
        Content content,
        List<Variation> variations,
        Set<String> labels,
        List<Account> accounts,
        Optional<Schedule> schedule,
        boolean queued) {

    public Post {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(schedule, "schedule");
        variations = List.copyOf(variations);
        labels = Set.copyOf(labels);
        accounts = List.copyOf(accounts);
        if (accounts.stream().map(Account::id).distinct().count() != accounts.size()) {
            throw new IllegalArgumentException("A post names each account once");
        }
        if (queued && schedule.isPresent()) {
            throw new IllegalArgumentException("A queued post has no schedule of its own");
        }
    }

    /** A post that is not queued. */
    public Post(
            Content content,
            List<Variation> variations,
            Set<String> labels,
            List<Account> accounts,
            Optional<Schedule> schedule) {
        this(content, variations, labels, accounts, schedule, false);
    }

    /** Starts a post for one account. */
    public static Builder to(Account account) {
        return new Builder().account(account);
    }

    /** What the given account publishes: the content with the network's and then the account's variation over it. */
    public Content contentFor(Account account) {
        Content forPlatform = variations.stream()
                .filter(v -> v.platform().filter(account.platform()::equals).isPresent())
                .reduce(content, (c, v) -> v.over(c), (a, b) -> b);
        return variations.stream()
                .filter(v -> v.account().filter(account.id()::equals).isPresent())
                .reduce(forPlatform, (c, v) -> v.over(c), (a, b) -> b);
    }

    /** Every file that the post or a variation of it shows. */
    public Stream<MediaRef> allMedia() {
        Stream<MediaRef> own = Stream.concat(
                content.media().stream(), content.thread().stream().flatMap(part -> part.media().stream()));
        Stream<MediaRef> varied = variations.stream()
                .flatMap(v -> Stream.concat(
                        v.media().stream().flatMap(List::stream),
                        v.thread().stream().flatMap(List::stream).flatMap(part -> part.media().stream())));
        return Stream.concat(own, varied).distinct();
    }

    /** Whether it goes out by itself, at a time that it was given or that a queue gave it. */
    public boolean isTimed() {
        return queued || schedule.isPresent();
    }

    /** Whether the other shows the same on the same accounts, whenever that is. */
    public boolean sendsTheSameAs(Post other) {
        return saysTheSameAs(other) && accountIds().equals(other.accountIds());
    }

    /** Whether the other shows the same on every account that both are for. */
    public boolean saysTheSameAs(Post other) {
        return content.equals(other.content) && variations.equals(other.variations);
    }

    private Set<AccountId> accountIds() {
        return accounts.stream().map(Account::id).collect(Collectors.toSet());
    }

    /** With another schedule, or without one; no longer queued. */
    public Post withSchedule(Optional<Schedule> other) {
        return new Post(content, variations, labels, accounts, other);
    }

    /** Queued, without a schedule. */
    public Post inQueue() {
        return new Post(content, variations, labels, accounts, Optional.empty(), true);
    }

    public Post withAccounts(List<Account> others) {
        return new Post(content, variations, labels, others, schedule, queued);
    }

    public Post withContent(Content other) {
        return new Post(other, variations, labels, accounts, schedule, queued);
    }

    /** The same with other files, in its variations and threads too. */
    public Post mapMedia(UnaryOperator<MediaRef> change) {
        return new Post(
                content.mapMedia(change),
                variations.stream().map(one -> one.mapMedia(change)).toList(),
                labels,
                accounts,
                schedule,
                queued);
    }

    /** Collects the parts of a post. Not thread-safe. */
    public static final class Builder {

        private Content content = Content.EMPTY;
        private final List<Variation> variations = new ArrayList<>();
        private final Set<String> labels = new LinkedHashSet<>();
        private final List<Account> accounts = new ArrayList<>();
        private Optional<Schedule> schedule = Optional.empty();

        private Builder() {}

        public Builder account(Account account) {
            accounts.add(account);
            return this;
        }

        public Builder caption(String caption) {
            content = content.withCaption(caption);
            return this;
        }

        public Builder hashtags(String... tags) {
            content = content.withHashtags(Stream.of(tags).map(Hashtag::new).toList());
            return this;
        }

        /** Adds media by its address. */
        public Builder media(String url) {
            return media(MediaRef.of(URI.create(url)));
        }

        public Builder media(MediaRef file) {
            List<MediaRef> files = new ArrayList<>(content.media());
            files.add(file);
            content = content.withMedia(files);
            return this;
        }

        public Builder variation(Variation variation) {
            variations.add(variation);
            return this;
        }

        public Builder label(String label) {
            labels.add(label);
            return this;
        }

        public Builder schedule(Schedule when) {
            schedule = Optional.of(when);
            return this;
        }

        public Post build() {
            return new Post(content, variations, labels, accounts, schedule);
        }
    }
}
