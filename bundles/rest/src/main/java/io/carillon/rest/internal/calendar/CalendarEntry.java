package io.carillon.rest.internal.calendar;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.WaitReason;
import io.carillon.api.service.Calendar;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * One post to one account at one time; null where there is nothing to say.
 *
 * @param delivery null where a recurring post has none for that time yet
 * @param at the local time in the calendar's zone
 * @param occurrence of a recurring post: the original local start, in the post's own zone, that names it
 * @param planned whether it has a delivery
 */
public record CalendarEntry(
        String post,
        String delivery,
        String account,
        String platform,
        Instant due,
        String at,
        String occurrence,
        boolean planned,
        DeliveryState state,
        WaitReason waitReason,
        String caption,
        int media,
        List<String> labels) {

    /** As many as a calendar has room for. */
    private static final int CAPTION = 200;

    static CalendarEntry of(Calendar.Entry entry, ZoneId zone) {
        Post post = entry.post().post();
        return new CalendarEntry(
                entry.post().id().value(),
                entry.delivery().map(one -> one.id().value()).orElse(null),
                entry.account().value(),
                entry.platform().id(),
                entry.due(),
                local(LocalDateTime.ofInstant(entry.due(), zone)),
                entry.occurrence().map(CalendarEntry::local).orElse(null),
                entry.delivery().isPresent(),
                entry.delivery()
                        .map(Delivery::state)
                        .orElse(DeliveryState.SCHEDULED)
                        .shown(),
                entry.delivery().flatMap(Delivery::waitReason).orElse(null),
                cut(post.content().caption(), CAPTION),
                post.content().media().size(),
                post.labels().stream().sorted().toList());
    }

    private static String local(LocalDateTime time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }

    /** At most so many code points, with a sign that there was more. */
    static String cut(String caption, int most) {
        int end = caption.offsetByCodePoints(0, Math.min(most, caption.codePointCount(0, caption.length())));
        return end == caption.length() ? caption : caption.substring(0, end) + "…";
    }
}
