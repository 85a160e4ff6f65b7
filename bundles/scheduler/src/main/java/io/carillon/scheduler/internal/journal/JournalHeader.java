package io.carillon.scheduler.internal.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The first block of a journal file: whose it is, and under which run of the operating system it was written.
 *
 * @param osBoot absent where the system does not tell; nothing can be concluded from such a journal
 */
record JournalHeader(String node, String boot, Optional<String> osBoot) {

    /** Bytes of the header, and of every slot after it. */
    static final int BLOCK = 512;

    /** Where the number of slots is kept, outside of what the checksum covers since it grows. */
    static final int SLOTS_AT = 504;

    private static final byte[] MAGIC = "CARILLON".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM_AT = 496;
    private static final int MAX_NAME = 100;

    static ByteBuffer block() {
        return ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    }

    ByteBuffer encode() {
        ByteBuffer block = block();
        block.put(MAGIC).putInt(VERSION).putInt(BLOCK);
        put(block, node);
        put(block, boot);
        put(block, osBoot.orElse(""));
        block.putLong(CHECKSUM_AT, checksum(block));
        return block.rewind();
    }

    /** @return empty if it is not the header of a journal that this version can read, or is damaged */
    static Optional<JournalHeader> decode(ByteBuffer block) {
        byte[] magic = new byte[MAGIC.length];
        block.get(0, magic);
        boolean sound = Arrays.equals(magic, MAGIC)
                && block.getInt(8) == VERSION
                && block.getInt(12) == BLOCK
                && block.getLong(CHECKSUM_AT) == checksum(block);
        if (!sound) {
            return Optional.empty();
        }
        ByteBuffer names = block.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(16);
        return Optional.of(new JournalHeader(
                get(names), get(names), Optional.of(get(names)).filter(text -> !text.isEmpty())));
    }

    private static long checksum(ByteBuffer block) {
        CRC32 checksum = new CRC32();
        checksum.update(block.duplicate().position(0).limit(CHECKSUM_AT));
        return checksum.getValue();
    }

    private static void put(ByteBuffer block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_NAME) {
            throw new IllegalArgumentException("A name in a journal has at most " + MAX_NAME + " bytes: " + text);
        }
        block.putInt(bytes.length).put(bytes);
    }

    private static String get(ByteBuffer block) {
        byte[] bytes = new byte[Math.min(MAX_NAME, Math.max(0, block.getInt()))];
        block.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
