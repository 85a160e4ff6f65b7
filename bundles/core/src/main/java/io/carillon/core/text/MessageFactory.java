package io.carillon.core.text;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Post;
import io.carillon.api.publisher.Message;
import io.carillon.api.service.Attachments;
import java.util.Objects;

/** Makes the message that an account publishes of a post. Safe for use by many threads if its attachments are. */
public final class MessageFactory {

    private final Attachments attachments;

    public MessageFactory(Attachments attachments) {
        this.attachments = Objects.requireNonNull(attachments, "attachments");
    }

    /** Applies the variations for the account and its network, composes the text and resolves the media. */
    public Message message(Post post, Account account) {
        Content content = post.contentFor(account);
        return new Message(
                TextComposer.compose(content),
                attachments.resolve(account.workspace(), content.media()),
                content.link(),
                content.firstComment(),
                content.thread().stream()
                        .map(part ->
                                new Message.Part(part.text(), attachments.resolve(account.workspace(), part.media())))
                        .toList(),
                content.options());
    }
}
