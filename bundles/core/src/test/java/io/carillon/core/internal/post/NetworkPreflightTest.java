package io.carillon.core.internal.post;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.service.Attachments;
import io.carillon.api.store.StoreException;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.core.text.MessageFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkPreflightTest {

    @Test
    void databaseThatDoesNotAnswerIsNotTakenForABugOfThePublisher() {
        StoreException away = new StoreException("The database does not answer", null);
        Attachments attachments = (workspace, media) -> {
            throw away;
        };
        PublisherRegistry publishers = PublisherRegistry.create();
        publishers.add(new Desk().sandbox);
        Account account = Account.of(Platform.SANDBOX, "bell", "Bell", Grant.none());
        Post post = new Post(
                new Content("Hello", List.of(), List.of(), Optional.empty(), Optional.empty(), List.of()),
                List.of(),
                Set.of(),
                List.of(account),
                Optional.empty());

        assertThatThrownBy(() -> new NetworkPreflight(
                                publishers,
                                new MessageFactory(attachments),
                                new ConsentEnds(publishers, id -> Optional.empty()))
                        .check(post))
                .isSameAs(away);
    }
}
