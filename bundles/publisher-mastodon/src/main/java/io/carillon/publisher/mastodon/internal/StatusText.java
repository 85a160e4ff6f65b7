package io.carillon.publisher.mastodon.internal;

import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Message;
import io.carillon.publisher.support.text.TwitterText;
import io.carillon.publisher.support.text.TwitterText.Span;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text of a status, and how long it is for a server. */
final class StatusText {

    /** Mentions count without the server of whom they mention. */
    private static final Pattern MENTION =
            Pattern.compile("(?<![=/\\w])@([a-zA-Z0-9_]++(?:[.-]++[a-zA-Z0-9_]++)*+)@[\\w.-]*\\w");

    /** What may stand around an address without being of it; looked for only where it begins, not from each sign. */
    private static final Pattern AROUND = Pattern.compile("^\\p{Punct}++|(?<![\\p{Punct}&&[^/]])[\\p{Punct}&&[^/]]++$");

    private StatusText() {}

    /** The card of a link is made by the server, of an address in the text; so it is put there if it is not. */
    static String of(Message message) {
        return message.link()
                .map(Object::toString)
                .filter(link -> !shows(message.text(), link))
                .map(link -> message.text().isBlank() ? link : message.text() + "\n\n" + link)
                .orElse(message.text());
    }

    /** Whether an address is in a text by itself, not as a part of a longer one; a slash at its end makes no other. */
    private static boolean shows(String text, String link) {
        Stream<String> addresses =
                TwitterText.addresses(text).stream().map(address -> text.substring(address.start(), address.end()));
        // Some are none by those rules, which know only the top-level domains of their time.
        Stream<String> words = Stream.of(text.split("\\s+"))
                .flatMap(word -> Stream.of(word, AROUND.matcher(word).replaceAll("")));
        return Stream.concat(addresses, words).anyMatch(found -> found.equals(link) || found.equals(link + "/"));
    }

    /**
     * Counts grapheme clusters: of the content warning as it is, of the text with addresses as the server counts them.
     *
     * @param perUrl what an address counts, however long it is
     */
    static int length(String warning, String text, int perUrl) {
        StringBuilder counted = new StringBuilder(text);
        List<Span> addresses = TwitterText.addresses(text);
        for (int i = addresses.size() - 1; i >= 0; i--) {
            counted.replace(addresses.get(i).start(), addresses.get(i).end(), "x");
        }
        String whole = warning + MENTION.matcher(counted).replaceAll("@$1");
        // The x of an address is one of what it counts. It is added, not written: a server says how much it is.
        return Counting.GRAPHEMES.count(whole).orElseThrow() + addresses.size() * (perUrl - 1);
    }
}
