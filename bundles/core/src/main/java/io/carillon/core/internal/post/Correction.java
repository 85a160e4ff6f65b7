package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Wording;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Post;
import io.carillon.api.model.Publication;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Publishers.Use;
import io.carillon.core.internal.post.PublishedShelf.Request;
import io.carillon.core.text.MessageFactory;
import io.carillon.core.text.TextComposer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Has networks show another text of what is published there. */
final class Correction {

    private final PublishedShelf shelf;
    private final NetworkPreflight networks;
    private final MessageFactory messages;
    private final NetworkCalls calls;

    Correction(PublishedShelf shelf, NetworkPreflight networks, MessageFactory messages, NetworkCalls calls) {
        this.shelf = shelf;
        this.networks = networks;
        this.messages = messages;
        this.calls = calls;
    }

    Delivery correct(WorkspaceId workspace, DeliveryId id, String text, UserId by) {
        Delivery delivery = shelf.get(workspace, id);
        PublishedShelf.requirePublished(delivery);
        Refusals.refuseRemoved(delivery);
        Publication publication = PublishedShelf.publication(delivery);
        PublisherProfile profile = shelf.profile(delivery);
        Supplier<Use<Editor>> editor = PublishedShelf.offered(
                () -> shelf.publishers().use(Editor.class, delivery.platform()), profile, "correct");
        Account account = calls.account(delivery);
        StoredPost stored = shelf.post(delivery);
        Content before = said(delivery, stored.post(), account);
        Post corrected = alone(instead(before, text), account);
        requireValid(corrected);
        Message message = messages.message(corrected, account);
        Wording wording = new Wording(shown(delivery, stored, before), text);
        Request request = new Request(Attempt.Kind.CORRECTED_BY_PERSON, by, shelf.now(), Optional.of(wording));
        Instant deadline = request.at().plus(profile.callDeadline());
        PublishOutcome outcome = calls.call(
                delivery,
                profile.callDeadline(),
                editor,
                (service, used) -> service.edit(CorrectionContext.of(delivery, used, message, deadline), publication));
        NetworkAnswer answer = NetworkAnswer.of(
                outcome, profile.name(), "the text was changed", profile.name() + " shows the new text.");
        shelf.tell(delivery, request, answer, same -> same);
        answer.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        return shelf.get(workspace, id);
    }

    private static Content said(Delivery delivery, Post post, Account account) {
        return delivery.step()
                .map(step -> Content.text(step.content().text())
                        .withMedia(step.content().media())
                        .withOptions(step.options()))
                .orElseGet(() -> post.contentFor(account));
    }

    /** The text is all of it, and what follows the post has a life of its own. */
    private static Content instead(Content before, String text) {
        return new Content(
                text, List.of(), before.media(), before.link(), Optional.empty(), List.of(), before.options());
    }

    private static Post alone(Content content, Account account) {
        return new Post(content, List.of(), Set.of(), List.of(account), Optional.empty());
    }

    private void requireValid(Post corrected) {
        List<Violation> errors = Stream.concat(
                        PostCheck.check(corrected).stream(), networks.check(corrected).problems().stream())
                .filter(problem -> problem.severity() == Violation.Severity.ERROR)
                .map(problem ->
                        Set.of("caption", "hashtags").contains(problem.field()) ? problem.withField("text") : problem)
                .toList();
        if (!errors.isEmpty()) {
            throw new InvalidException(errors);
        }
    }

    /** What the network shows so far, where that is known: a post may have been edited after it was published. */
    private Optional<String> shown(Delivery delivery, StoredPost stored, Content content) {
        Optional<String> corrected = shelf.shelf().posts().attempts(delivery.id()).stream()
                .filter(attempt -> attempt.result() == Attempt.Result.DONE)
                .flatMap(attempt -> attempt.wording().stream())
                .reduce((first, second) -> second)
                .map(Wording::after);
        boolean known = delivery.step().isPresent() || stored.saysTheSameAsAt(delivery.revision());
        return corrected.or(() -> Optional.of(TextComposer.compose(content)).filter(text -> known));
    }
}
