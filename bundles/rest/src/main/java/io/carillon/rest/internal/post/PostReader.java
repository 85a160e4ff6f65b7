package io.carillon.rest.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Content;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Variation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Accounts;
import io.carillon.rest.internal.problem.Violations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a post of what a person wrote, or says everything that is wrong with it. */
final class PostReader {

    private final Accounts accounts;
    private final WorkspaceId workspace;
    private final Violations violations = new Violations();
    private final ContentReader contents = new ContentReader(violations);

    PostReader(Accounts accounts, WorkspaceId workspace) {
        this.accounts = accounts;
        this.workspace = workspace;
    }

    /**
     * Reads a post.
     *
     * @param current the schedule that the post has so far
     * @throws io.carillon.api.service.InvalidException with everything that is wrong
     */
    Post read(PostBody body, Optional<Schedule> current) {
        Content content = new Content(
                body.caption() == null ? "" : body.caption(),
                contents.hashtags("hashtags", body.hashtags()),
                contents.media("media", body.media()),
                contents.address("link", body.link()),
                Optional.ofNullable(body.firstComment()),
                contents.thread("thread", body.thread()));
        List<Variation> variations = variations(body.variations());
        Set<String> labels = new LinkedHashSet<>(contents.items("labels", body.labels()));
        List<Account> chosen = accounts(body.accounts());
        Optional<ScheduleBody> when = Optional.ofNullable(body.schedule());
        boolean queued = when.filter(ScheduleBody::isQueue).isPresent();
        when.filter(one -> queued && one.hasTime()).ifPresent(this::refuseTimeInQueue);
        Optional<Schedule> schedule = when.filter(one -> !queued)
                .flatMap(one -> new ScheduleReader("schedule", violations).read(one, current));
        violations.throwIfAny();
        return new Post(content, variations, labels, chosen, schedule, queued);
    }

    private void refuseTimeInQueue(ScheduleBody body) {
        violations.add(
                "schedule.kind",
                "agree",
                "TIME",
                "QUEUE",
                "A queued post gets its times from the queues, and does not come back. Leave out 'at', 'instant', 'rrule',"
                        + " 'rdates' and 'exdates', or send kind TIME.");
    }

    private List<Account> accounts(List<String> texts) {
        List<String> ids = contents.items("accounts", texts);
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Account> known = accounts.list(workspace).stream()
                .collect(Collectors.toMap(account -> account.id().value(), Function.identity()));
        List<Account> found = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String field = "accounts[" + i + "]";
            Account account = known.get(ids.get(i));
            if (account == null) {
                violations.add(
                        field,
                        "known-account",
                        "",
                        ids.get(i),
                        "There is no account '" + ids.get(i) + "' in this workspace. GET /api/v1/accounts lists them.");
            } else if (found.contains(account)) {
                violations.add(field, "unique", "1", "2", "The account '" + ids.get(i) + "' is named twice.");
            } else {
                found.add(account);
            }
        }
        return found;
    }

    private List<Variation> variations(List<VariationBody> bodies) {
        List<VariationBody> given = contents.items("variations", bodies);
        Map<String, Integer> targets = new HashMap<>();
        List<Variation> variations = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String field = "variations[" + i + "]";
            VariationBody body = given.get(i);
            Optional<Platform> platform = id(field + ".platform", body.platform(), Platform::new);
            Optional<AccountId> account = id(field + ".account", body.account(), AccountId::new);
            if ((body.platform() == null) == (body.account() == null)) {
                violations.add(
                        field,
                        "platform-or-account",
                        "exactly one",
                        body.platform() == null ? "neither" : "both",
                        "Say whom a variation is for: either 'platform' or 'account'.");
            } else if (targets.putIfAbsent(body.platform() + "/" + body.account(), i) != null) {
                violations.add(field, "unique", "1", "2", "There is another variation for the same. Make them one.");
            } else if (platform.isPresent() || account.isPresent()) {
                variations.add(variation(field, body, platform, account));
            }
        }
        return variations;
    }

    private Variation variation(
            String field, VariationBody body, Optional<Platform> platform, Optional<AccountId> account) {
        return new Variation(
                platform,
                account,
                Optional.ofNullable(body.caption()),
                Optional.ofNullable(body.hashtags()).map(tags -> contents.hashtags(field + ".hashtags", tags)),
                Optional.ofNullable(body.media()).map(files -> contents.media(field + ".media", files)),
                contents.address(field + ".link", body.link()),
                Optional.ofNullable(body.firstComment()),
                Optional.ofNullable(body.thread()).map(parts -> contents.thread(field + ".thread", parts)),
                OptionsReader.read(field + ".options", body.options(), violations));
    }

    private <T> Optional<T> id(String field, String text, Function<String, T> type) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.apply(text));
        } catch (IllegalArgumentException e) {
            violations.add(field, "id", "", text, e.getMessage() + ".");
            return Optional.empty();
        }
    }
}
