package io.carillon.publisher.bluesky.internal;

import static io.carillon.api.model.Violation.warning;

import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Message;
import java.util.ArrayList;
import java.util.List;

/** What Bluesky's profile cannot express. */
final class MessageCheck {

    private final List<Violation> problems = new ArrayList<>();

    private MessageCheck() {}

    static List<Violation> check(Message message) {
        MessageCheck check = new MessageCheck();
        check.card(message);
        return check.problems;
    }

    /** A post has one embed. */
    private void card(Message message) {
        message.link()
                .filter(link ->
                        !message.attachments().isEmpty() && !message.text().contains(link.toString()))
                .ifPresent(link -> problems.add(warning(
                        "link",
                        "one-embed",
                        "",
                        link.toString(),
                        "Bluesky shows either pictures or a link card, so that this link is left out; put it into the"
                                + " text, or take the pictures out.")));
    }
}
