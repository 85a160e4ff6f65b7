package io.carillon.persistence.internal;

import io.carillon.api.model.Account;
import io.carillon.persistence.internal.sql.Micros;
import java.util.List;

/** Fills a PostgreSQL with posts of one delivery each, a table at a time: a million in half a minute. */
final class PostgresBulkLoad {

    private static final String POSTS = """
            INSERT INTO post (id, workspace_id, revision, content, search_text, bare, created_at, updated_at, sched_basis,
              sched_local, sched_zone, sched_instant_at)
            SELECT 'p_m' || lpad(i::text, 9, '0'), 'default', 1,
              '{"v":1,"caption":"Caption number ' || i || '","accounts":[":account"]}',
              'caption number ' || i, FALSE, :now - i, :now, 'LOCAL', '2026-02-10T10:00', 'Europe/Berlin',
              CASE WHEN i % 2 = 1 THEN :now - i * 30000000::bigint ELSE :now + i * 500000::bigint END
            FROM generate_series(1, :many) AS i""";

    private static final String POST_ACCOUNTS = """
            INSERT INTO post_account (post_id, workspace_id, post_created_at, account_id, platform)
            SELECT 'p_m' || lpad(i::text, 9, '0'), 'default', :now - i, ':account', 'sandbox'
            FROM generate_series(1, :many) AS i""";

    /** Every second one due a second after the one before it, the others published a minute before the one before, and queued once. */
    private static final String DELIVERIES = """
            INSERT INTO delivery (id, workspace_id, post_id, post_created_at, account_id, platform, due_at, revision, state,
              idempotency_key, key_minted_at, prep_state, wake_at, attempts, queued, remote_id, published_at)
            SELECT 'd_m' || lpad(i::text, 9, '0'), 'default', 'p_m' || lpad(i::text, 9, '0'), :now - i, ':account', 'sandbox',
              due, 1, CASE WHEN published THEN 'PUBLISHED' ELSE 'SCHEDULED' END, 'k_m' || i, :now, 'NONE',
              CASE WHEN published THEN NULL ELSE due END, CASE WHEN published THEN 1 ELSE 0 END,
              CASE WHEN published THEN 'NEXT_FREE' END, CASE WHEN published THEN 'r' || i END,
              CASE WHEN published THEN due END
            FROM (SELECT i, i % 2 = 1 AS published,
                CASE WHEN i % 2 = 1 THEN :now - i * 30000000::bigint ELSE :now + i * 500000::bigint END AS due
              FROM generate_series(1, :many) AS i) AS all_of_them""";

    private static final String ATTEMPTS = """
            INSERT INTO attempt (id, workspace_id, delivery_id, kind, attempt_number, node, armed_at, result, detail)
            SELECT 't_m' || lpad(i::text, 9, '0'), 'default', 'd_m' || lpad(i::text, 9, '0'), 'PUBLISH', 1, 'node-1', :now,
              'PUBLISHED', ''
            FROM generate_series(1, :many, 2) AS i""";

    /** One part of a thread for each published one. */
    private static final String STEPS = """
            INSERT INTO step (id, workspace_id, delivery_id, seq, kind, part, content, post_id, account_id, platform, due_at,
              revision, state, idempotency_key, key_minted_at, prep_state, attempts)
            SELECT 'd_m' || lpad(i::text, 9, '0') || '.0', 'default', 'd_m' || lpad(i::text, 9, '0'), 0, 'THREAD_PART', 0,
              '{}', 'p_m' || lpad(i::text, 9, '0'), ':account', 'sandbox', :now - i, 1, 'PUBLISHED', 's_m' || i, :now, 'NONE', 1
            FROM generate_series(1, :many, 2) AS i""";

    private PostgresBulkLoad() {}

    static void posts(Stores stores, Account account, int count) {
        for (String insert : List.of(POSTS, POST_ACCOUNTS, DELIVERIES, ATTEMPTS, STEPS)) {
            TestStores.execute(
                    stores,
                    insert.replace(":account", account.id().value())
                            .replace(":now", Long.toString(Micros.of(Samples.NOW)))
                            .replace(":many", Integer.toString(count)));
        }
    }
}
