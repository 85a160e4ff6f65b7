package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.NOW;
import static io.carillon.persistence.internal.Samples.delivery;
import static io.carillon.persistence.internal.Samples.order;
import static io.carillon.persistence.internal.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Claimant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many claim at once, and each delivery is one's. */
class ConcurrentClaimsTest extends DispatchTest {

    private static final int MANY = 1_000;
    private static final int NODES = 4;

    @Test
    void everyDeliveryIsClaimedOnceHoweverManyClaim() throws Exception {
        StoredPost post = post(account, "many");
        List<Delivery> deliveries = IntStream.range(0, MANY)
                .mapToObj(i -> delivery(post, account, NOW.minusSeconds(i)))
                .toList();
        stores.posts().add(post, deliveries);

        List<DeliveryId> claimed = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            List<Callable<List<Claim>>> nodes = IntStream.range(0, NODES)
                    .<Callable<List<Claim>>>mapToObj(i -> () -> claimAll(new Claimant("node-" + i, "boot")))
                    .toList();
            for (Future<List<Claim>> node : threads.invokeAll(nodes)) {
                node.get().forEach(claim -> claimed.add(claim.delivery().id()));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(claimed)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        deliveries.stream().map(Delivery::id).toList());
    }

    /** Until there is nothing left: others may hold for a moment what they then don't take. */
    private List<Claim> claimAll(Claimant claimant) {
        List<Claim> all = new ArrayList<>();
        while (dispatch.nextWake().filter(wake -> !wake.isAfter(NOW)).isPresent()) {
            all.addAll(dispatch.claim(order(claimant, NOW, NOW, 50, Platform.SANDBOX)));
        }
        return all;
    }
}
