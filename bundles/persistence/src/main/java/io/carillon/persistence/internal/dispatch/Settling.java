package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.store.Claim.Doubted;
import io.carillon.api.store.Settlement;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes down what came of claims, fenced by the claim: what another holds by now is left alone. */
final class Settling {

    private static final String SET = " SET " + DeliveryRows.SET_STATE + ", " + DeliveryRows.END_CLAIM;

    private static final String DOUBT = ", doubt_attempt_id = ?, doubt_started_at = ?, doubt_asked = ?";

    private static final String UNDER_CLAIM = " WHERE id = ? AND claim_id = ?";

    private Settling() {}

    static Set<AttemptId> settle(Connection connection, List<Settlement> settlements, Instant now) throws SQLException {
        // In the order of ids, as everybody takes rows; few differ in what they set, so batches stay long.
        Map<String, List<Settlement>> byStatement = settlements.stream()
                .sorted(Comparator.comparing(settlement -> settlement.delivery().id()))
                .collect(Collectors.groupingBy(Settling::statement, LinkedHashMap::new, Collectors.toList()));
        List<Settlement> settled = new ArrayList<>();
        for (Map.Entry<String, List<Settlement>> batch : byStatement.entrySet()) {
            settled.addAll(update(connection, batch.getKey(), batch.getValue()));
        }
        for (Settlement settlement : settled) {
            if (settlement.discards()) {
                DiscardRows.move(connection, settlement.delivery().id());
            }
        }
        AttemptRows.insert(
                connection,
                settled.stream()
                        .flatMap(settlement -> settlement.attempt().stream()
                                .map(attempt -> new AttemptRows.Owned(
                                        settlement.delivery().workspace(), attempt)))
                        .toList());
        StepRows.insert(
                connection,
                settled.stream()
                        .flatMap(settlement -> settlement.steps().stream())
                        .toList());
        for (Settlement settlement : settled) {
            StepRows.follow(connection, settlement.delivery());
        }
        new DeliveryNews(connection, now)
                .tell(settled.stream()
                        .filter(Settling::isNews)
                        .map(Settlement::delivery)
                        .toList());
        Set<AttemptId> claims = new LinkedHashSet<>();
        settled.forEach(settlement -> claims.add(settlement.claim()));
        return claims;
    }

    /** That a network knew no answer once more is none. */
    private static boolean isNews(Settlement settlement) {
        return settlement.delivery().state() != DeliveryState.IN_DOUBT
                || settlement.doubted().filter(doubted -> doubted.asked() == 0).isPresent();
    }

    private static String statement(Settlement settlement) {
        boolean isInDoubt = settlement.delivery().state() == DeliveryState.IN_DOUBT;
        String doubt = isInDoubt ? settlement.doubted().map(set -> DOUBT).orElse("") : ", " + DeliveryRows.CLEAR_DOUBT;
        String forget = settlement.forgetPrepared() ? ", " + DeliveryRows.FORGET_PREPARED : "";
        return "UPDATE " + Table.of(settlement.delivery()) + SET + doubt + forget + UNDER_CLAIM;
    }

    private static List<Settlement> update(Connection connection, String sql, List<Settlement> settlements)
            throws SQLException {
        int[] touched = Sql.batch(connection, sql, settlements, Settling::bind);
        List<Settlement> settled = new ArrayList<>();
        for (int i = 0; i < touched.length; i++) {
            if (touched[i] == 1) {
                settled.add(settlements.get(i));
            }
        }
        return settled;
    }

    private static void bind(Binder in, Settlement settlement) throws SQLException {
        DeliveryRows.bindState(in, settlement.delivery());
        if (settlement.delivery().state() == DeliveryState.IN_DOUBT
                && settlement.doubted().isPresent()) {
            Doubted doubted = settlement.doubted().get();
            in.text(doubted.attempt().value()).moment(doubted.startedAt()).count(doubted.asked());
        }
        in.text(settlement.delivery().id().value()).text(settlement.claim().value());
    }
}
