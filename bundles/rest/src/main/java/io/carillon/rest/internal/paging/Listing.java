package io.carillon.rest.internal.paging;

import io.carillon.api.store.Page;
import java.util.List;
import java.util.function.Function;

/**
 * A list as the API answers it.
 *
 * @param next the cursor for what follows; null at the end
 */
public record Listing<T>(List<T> items, String next) {

    public Listing {
        items = List.copyOf(items);
    }

    public static <S, T> Listing<T> of(Page<S> page, Function<? super S, ? extends T> view) {
        Page<T> shown = page.map(view);
        return new Listing<>(shown.items(), shown.next().orElse(null));
    }
}
