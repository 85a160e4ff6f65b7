package io.carillon.publisher.sandbox.internal;

import io.carillon.publisher.sandbox.internal.Receipt.Submission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where to find what in the log, by number of the line from 0. Holds no content, so that a wall of a million posts stays
 * affordable; hashes are 64 bits, so a hit is to be checked against the log. Not thread-safe.
 */
final class WallIndex {

    static final int NONE = -1;

    /** No character, so that the parts of what is hashed cannot run into each other. */
    private static final int SEPARATOR = 0x10000;

    private final Map<Long, Integer> lastWithKey = new HashMap<>();
    private final Map<Long, Integer> lastWithLook = new HashMap<>();
    private final Map<Integer, List<Integer>> replies = new HashMap<>();
    private long[] offsets = new long[64];
    private int[] earlierWithLook = new int[64];
    private int[] posts = new int[64];
    private int count;
    private int postCount;

    static String id(int number) {
        return "p" + (number + 1);
    }

    /** The number of an id, {@link #NONE} if there is no such line. */
    int number(String id) {
        if (!id.matches("p[1-9][0-9]{0,8}")) {
            return NONE;
        }
        int number = Integer.parseInt(id.substring(1)) - 1;
        return number < count ? number : NONE;
    }

    void add(Receipt receipt, long offset) {
        int number = count++;
        if (number == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * number);
            earlierWithLook = Arrays.copyOf(earlierWithLook, 2 * number);
        }
        offsets[number] = offset;
        Submission content = receipt.content();
        if (!content.key().isEmpty()) {
            lastWithKey.putIfAbsent(hashOfKey(content.account(), content.key()), number);
        }
        Integer earlier = lastWithLook.put(hashOfLook(content), number);
        earlierWithLook[number] = earlier == null ? NONE : earlier;
        receipt.parent()
                .ifPresentOrElse(
                        parent -> replies.computeIfAbsent(number(parent), key -> new ArrayList<>())
                                .add(number),
                        () -> addPost(number));
    }

    int count() {
        return count;
    }

    long offset(int number) {
        return offsets[number];
    }

    int withKey(String account, String key) {
        return lastWithKey.getOrDefault(hashOfKey(account, key), NONE);
    }

    int newestLike(Submission content) {
        return lastWithLook.getOrDefault(hashOfLook(content), NONE);
    }

    int earlierLike(int number) {
        return earlierWithLook[number];
    }

    List<Integer> replies(int number) {
        return List.copyOf(replies.getOrDefault(number, List.of()));
    }

    /** Up to {@code limit} posts after a line, oldest first; the first ones after {@link #NONE}. */
    int[] postsAfter(int number, int limit) {
        int from = position(number + 1);
        return Arrays.copyOfRange(posts, from, from + Math.min(limit, postCount - from));
    }

    /** Up to {@code limit} posts before a line, oldest first; the newest before {@link #count()}. */
    int[] postsBefore(int number, int limit) {
        int to = position(number);
        return Arrays.copyOfRange(posts, Math.max(0, to - limit), to);
    }

    int postCount() {
        return postCount;
    }

    private int position(int number) {
        int found = Arrays.binarySearch(posts, 0, postCount, number);
        return found >= 0 ? found : -found - 1;
    }

    private void addPost(int number) {
        if (postCount == posts.length) {
            posts = Arrays.copyOf(posts, 2 * postCount);
        }
        posts[postCount++] = number;
    }

    private static long hashOfKey(String account, String key) {
        return hash(List.of(account, key));
    }

    private static long hashOfLook(Submission content) {
        List<String> parts = new ArrayList<>(content.hashes());
        parts.add(content.account());
        parts.add(content.text());
        parts.add(content.link().map(Object::toString).orElse(""));
        return hash(parts);
    }

    /** FNV-1a with a final mix: this is done twice for every line when a wall is opened. */
    private static long hash(List<String> parts) {
        long hash = 0xcbf29ce484222325L;
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ SEPARATOR) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
