package io.carillon.media.internal.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param bits how many leading bits count
 */
record Network(InetAddress base, int bits) {

    /** @throws IllegalArgumentException if the text is no address or network */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = literal(slash < 0 ? text : text.substring(0, slash));
        int all = base.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("A network of this kind has 0 to " + all + " leading bits: " + text);
        }
        return new Network(base, bits);
    }

    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}(/[0-9]+)?");
    }

    private static InetAddress literal(String text) {
        if (!isLiteral(text)) {
            throw new IllegalArgumentException("This is no address: " + text);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("This is no address: " + text, e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> i % Byte.SIZE;
            if ((ours[i / Byte.SIZE] & mask) != (theirs[i / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
