package io.carillon.rest.internal.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cursor belongs to the list that gave it out. */
class CursorsTest extends ServerCase {

    private Instant due;

    @BeforeEach
    void start() {
        server.accountStore.add(Account.of(Platform.SANDBOX, "me", "Me", Grant.none()), Optional.empty());
        due = server.clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(2));
        for (int i = 0; i < 5; i++) {
            post(i);
        }
    }

    private String post(int number) {
        Answer created = client.post(
                "posts",
                "{\"caption\": \"" + number + "\", \"labels\": [\"a\"], \"accounts\": [\"sandbox.me\"], \"schedule\":"
                        + " {\"instant\": \"" + due.plusSeconds(number) + "\", \"zone\": \"UTC\"}}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.at("/id");
    }

    private String cursor(String list) {
        String next = client.get(list + "limit=2").at("/next");
        assertThat(next).as(list).isNotEqualTo("null").isNotEmpty();
        return next;
    }

    private void assertRefused(String list, String cursor) {
        Answer refused = client.get(list + "cursor=" + cursor);
        assertThat(refused.status()).as(list).isEqualTo(400);
        assertThat(refused.at("/code")).isEqualTo("invalid-cursor");
        assertThat(refused.at("/errors/0/field")).isEqualTo("cursor");
        assertThat(refused.at("/errors/0/message")).contains("Start again");
    }

    @Test
    void cursorOfAnotherListIsRefused() {
        String ofPosts = cursor("posts?");
        String ofDeliveries = cursor("deliveries?");
        String calendar = "calendar?from=" + due.minusSeconds(9) + "&to=" + due.plusSeconds(9) + "&";

        assertRefused("deliveries?", ofPosts);
        assertRefused("posts?", ofDeliveries);
        assertRefused(calendar, ofDeliveries);
        assertRefused("accounts?", ofPosts);
        assertRefused("media?", ofPosts);
        assertRefused("deliveries?", cursor(calendar));
    }

    @Test
    void cursorOfOtherFiltersIsRefusedAndAnotherLimitIsNot() {
        String ofLabel = cursor("posts?label=a&state=SCHEDULED&");

        assertRefused("posts?", ofLabel);
        assertRefused("posts?label=b&state=SCHEDULED&", ofLabel);
        assertRefused("posts?label=a&state=FAILED&", ofLabel);
        assertThat(client.get("posts?limit=3&state=SCHEDULED&cursor=" + ofLabel + "&label=a")
                        .json()
                        .get("items"))
                .hasSize(3);
    }

    @Test
    void thousandPostsMadeOneAfterTheOtherAreAllThereOnceHoweverTheyAreRead() {
        Set<String> made = new HashSet<>();
        for (int i = 5; i < 1000; i++) {
            made.add(post(i));
        }

        assertThat(read("posts?limit=77", "/id")).hasSize(1000).containsAll(made);
        assertThat(read("deliveries?limit=200", "/post")).hasSize(1000).containsAll(made);
        assertThat(read("calendar?from=" + due + "&to=" + due.plusSeconds(1000) + "&limit=199", "/post"))
                .hasSize(1000)
                .containsAll(made);
        assertThat(read("deliveries?limit=50&from=" + due.plusSeconds(500), "/post"))
                .hasSize(500);
    }

    private Set<String> read(String list, String id) {
        Set<String> found = new HashSet<>();
        String cursor = "";
        do {
            Answer page = client.get(list + cursor);
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.json()
                    .get("items")
                    .forEach(item -> assertThat(found.add(item.at(id).asText())).isTrue());
            cursor = page.json().get("next").isNull() ? "" : "&cursor=" + page.at("/next");
        } while (!cursor.isEmpty());
        return found;
    }
}
