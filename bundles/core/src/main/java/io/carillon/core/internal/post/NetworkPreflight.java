package io.carillon.core.internal.post;

import static io.carillon.api.model.Violation.error;
import static io.carillon.api.model.Violation.warning;

import io.carillon.api.model.Account;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Capabilities;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Posts.Count;
import io.carillon.api.service.Posts.Preflight;
import io.carillon.api.service.Publishers;
import io.carillon.core.text.MessageFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the networks say about a post before it goes out: every account's problems, and how long its text is. */
final class NetworkPreflight {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkPreflight.class);

    private final Publishers publishers;
    private final MessageFactory messages;
    private final ConsentEnds consents;

    NetworkPreflight(Publishers publishers, MessageFactory messages, ConsentEnds consents) {
        this.publishers = publishers;
        this.messages = messages;
        this.consents = consents;
    }

    Preflight check(Post post) {
        List<Violation> problems = new ArrayList<>();
        List<Count> counts = new ArrayList<>();
        if (post.accounts().isEmpty()) {
            problems.add(error(
                    "accounts", "required", "1", "0", "A scheduled post needs at least one account to publish to."));
        }
        for (Account account : post.accounts()) {
            List<Violation> found = new ArrayList<>();
            status(post, account).ifPresent(found::add);
            Optional<Publishers.Use<Publisher>> use = publishers.use(account.platform());
            if (use.isPresent()) {
                try (Publishers.Use<Publisher> present = use.get()) {
                    network(post, account, present.service(), found, counts);
                }
                consent(post, account).ifPresent(found::add);
            } else {
                found.add(warning(
                        new Fields(post, account).accountItself(),
                        "publisher-absent",
                        "",
                        account.platform().id(),
                        "No publisher for " + account.platform()
                                + " is installed; the post waits until there is one."));
            }
            found.forEach(violation -> problems.add(violation.forAccount(account.id())));
        }
        return new Preflight(problems, counts);
    }

    /** Where the account is disconnected already, that has been said. */
    private Optional<Violation> consent(Post post, Account account) {
        return switch (account.status()) {
            case CONNECTED, EXPIRING -> consents.check(post, account);
            case NEEDS_RECONNECT, DISCONNECTED -> Optional.empty();
        };
    }

    private static Optional<Violation> status(Post post, Account account) {
        String field = new Fields(post, account).accountItself();
        return switch (account.status()) {
            case CONNECTED, EXPIRING -> Optional.empty();
            case NEEDS_RECONNECT ->
                Optional.of(warning(
                        field,
                        "connected",
                        "",
                        account.status().name(),
                        account.handle() + " must be connected again; the post waits until it is."));
            case DISCONNECTED ->
                Optional.of(error(
                        field,
                        "connected",
                        "",
                        account.status().name(),
                        account.handle() + " is disconnected; connect it again or remove it from the post."));
        };
    }

    /** What comes back says the same every time, which some networks refuse. */
    private static Optional<Violation> repeats(Post post, Account account, String network, Capabilities offered) {
        boolean recurs = post.schedule().flatMap(Schedule::recurrence).isPresent();
        boolean refused = offered.features().contains(Feature.REFUSES_REPEATS) || offered.doubt() == DoubtClass.PROBE;
        return recurs && refused
                ? Optional.of(warning(
                        new Fields(post, account).caption(),
                        "identical-repeat",
                        "",
                        "",
                        network
                                + " refuses a post that says the same as an earlier one, so only the first of these"
                                + " may go out; edit each occurrence, or leave " + account.handle() + " out."))
                : Optional.empty();
    }

    private void network(Post post, Account account, Publisher publisher, List<Violation> found, List<Count> counts) {
        // Outside: where the database does not answer, that is no bug of the plugin, and nothing was checked.
        Message message = messages.message(post, account);
        try {
            PublisherProfile profile = publisher.profile();
            Capabilities capabilities = publisher.capabilities(account);
            repeats(post, account, profile.name(), capabilities).ifPresent(found::add);
            found.addAll(NetworkCheck.check(publisher, capabilities, post, account, message));
            publisher
                    .length(account, message.options(), message.text())
                    .ifPresent(used -> counts.add(
                            new Count(account.id(), used, capabilities.text().limit())));
            Fields fields = new Fields(post, account);
            publisher.check(account, message).stream().map(fields::placed).forEach(found::add);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A plugin's bug must not keep people from writing; publishing meets it again and tells it as an outcome.
            LOG.error("The publisher for {} failed to check a post.", account.platform(), e);
            found.add(warning(
                    new Fields(post, account).accountItself(),
                    "check-failed",
                    "",
                    account.platform().id(),
                    "The publisher for " + account.platform()
                            + " could not check this post because of an error of its own; see the server's log."));
        }
    }
}
