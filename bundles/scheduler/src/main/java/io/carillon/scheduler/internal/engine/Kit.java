package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.store.Settlement;

/** What the engine's workers share. */
record Kit(
        Parts parts,
        Holdings holdings,
        ResultWriter writer,
        Verdicts verdicts,
        DoubtVerdicts doubts,
        LateAnswers late,
        Memory memory,
        Runnable nudge) {

    Time time() {
        return parts.time();
    }

    /** Where the network no longer took the account's grant, tells its owner. To be called before the delivery waits. */
    void tellOwner(Settlement settlement, Account account) {
        settlement
                .attempt()
                .filter(attempt -> attempt.result() == Attempt.Result.REAUTHORISATION_NEEDED)
                .ifPresent(attempt -> writer.reconnect(account, attempt.detail()));
    }
}
