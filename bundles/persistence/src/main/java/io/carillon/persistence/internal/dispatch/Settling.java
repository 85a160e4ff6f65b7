package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AttemptId;
import io.carillon.api.store.Claim.Doubted;
import io.carillon.api.store.Settlement;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes down what came of claims, fenced by the claim: what another holds by now is left alone. */
final class Settling {

    private static final String SET = "UPDATE delivery SET " + DeliveryRows.SET_STATE
            + ", doubt_attempt_id = ?, doubt_started_at = ?, doubt_asked = ?, " + DeliveryRows.END_CLAIM;

    private static final String UNDER_CLAIM = " WHERE id = ? AND claim_id = ?";

    private static final String SETTLE = SET + UNDER_CLAIM;
    private static final String SETTLE_AND_FORGET = SET + ", " + DeliveryRows.FORGET_PREPARED + UNDER_CLAIM;

    private Settling() {}

    static Set<AttemptId> settle(Connection connection, List<Settlement> settlements) throws SQLException {
        List<Settlement> settled = new ArrayList<>();
        settled.addAll(update(connection, SETTLE, part(settlements, false)));
        settled.addAll(update(connection, SETTLE_AND_FORGET, part(settlements, true)));
        AttemptRows.insert(
                connection,
                settled.stream()
                        .flatMap(settlement -> settlement.attempt().stream()
                                .map(attempt -> new AttemptRows.Owned(
                                        settlement.delivery().workspace(), attempt)))
                        .toList());
        Set<AttemptId> claims = new LinkedHashSet<>();
        settled.forEach(settlement -> claims.add(settlement.claim()));
        return claims;
    }

    private static List<Settlement> part(List<Settlement> settlements, boolean forget) {
        return settlements.stream()
                .filter(settlement -> settlement.forgetPrepared() == forget)
                .sorted(Comparator.comparing(settlement -> settlement.delivery().id()))
                .toList();
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
        in.text(settlement.doubted().map(doubted -> doubted.attempt().value()))
                .moment(settlement.doubted().map(Doubted::startedAt))
                .count(settlement.doubted().map(Doubted::asked).orElse(null))
                .text(settlement.delivery().id().value())
                .text(settlement.claim().value());
    }
}
