package io.carillon.scheduler.internal.journal;

import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.scheduler.Journal.Trace;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * Where the parts of one note are within its block. The state is written last, so that whoever reads the file after the
 * writer's death finds the rest whole.
 */
final class Slot {

    private static final VarHandle STATE = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FREE = 0;
    private static final int SENT = 1;
    private static final int ANSWERED = 2;

    private static final int SENT_AT = 8;
    private static final int ANSWERED_AT = 16;
    private static final int ID_LENGTH_AT = 24;
    private static final int ID_AT = 28;
    private static final int OUTCOME_LENGTH_AT = 92;
    private static final int OUTCOME_AT = 96;
    private static final int OUTCOME_ROOM = JournalHeader.BLOCK - OUTCOME_AT;

    private Slot() {}

    static void mark(ByteBuffer file, int at, AttemptId attempt, Instant sentAt) {
        byte[] id = attempt.value().getBytes(StandardCharsets.US_ASCII);
        file.putLong(at + SENT_AT, OutcomeCodec.micros(sentAt));
        file.putInt(at + ID_LENGTH_AT, id.length);
        file.put(at + ID_AT, id);
        STATE.setRelease(file, at, SENT);
    }

    /** Where the outcome does not fit, the note stays as it is: sent, and nobody knows what came of it. */
    static void answer(ByteBuffer file, int at, PublishOutcome outcome, Instant answeredAt) {
        ByteBuffer bytes = ByteBuffer.allocate(OUTCOME_ROOM).order(ByteOrder.LITTLE_ENDIAN);
        if (!OutcomeCodec.encode(outcome, bytes)) {
            return;
        }
        file.putLong(at + ANSWERED_AT, OutcomeCodec.micros(answeredAt));
        file.putInt(at + OUTCOME_LENGTH_AT, bytes.position());
        file.put(at + OUTCOME_AT, bytes.array(), 0, bytes.position());
        STATE.setRelease(file, at, ANSWERED);
    }

    static void clear(ByteBuffer file, int at) {
        STATE.setRelease(file, at, FREE);
    }

    /**
     * Reads one slot.
     *
     * @param notes takes what it holds
     * @throws RuntimeException if it is damaged
     */
    static void read(ByteBuffer file, int at, Map<AttemptId, Trace> notes) {
        int state = file.getInt(at);
        if (state == FREE) {
            return;
        }
        byte[] id = new byte[file.getInt(at + ID_LENGTH_AT)];
        file.get(at + ID_AT, id);
        AttemptId attempt = new AttemptId(new String(id, StandardCharsets.US_ASCII));
        Instant sentAt = OutcomeCodec.instant(file.getLong(at + SENT_AT));
        switch (state) {
            case SENT -> notes.put(attempt, Trace.sent(sentAt));
            case ANSWERED ->
                notes.put(
                        attempt,
                        Trace.answered(
                                sentAt, OutcomeCodec.instant(file.getLong(at + ANSWERED_AT)), outcome(file, at)));
            default -> throw new IllegalArgumentException("There is no state " + state);
        }
    }

    private static PublishOutcome outcome(ByteBuffer file, int at) {
        return OutcomeCodec.decode(
                file.slice(at + OUTCOME_AT, file.getInt(at + OUTCOME_LENGTH_AT)).order(ByteOrder.LITTLE_ENDIAN));
    }
}
