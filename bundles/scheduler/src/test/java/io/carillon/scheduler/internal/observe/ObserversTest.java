package io.carillon.scheduler.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.observe.DispatchObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserversTest {

    private final List<Long> told = new ArrayList<>();
    private final DispatchObserver good = new DispatchObserver() {
        @Override
        public void entered(Platform platform, long lateness) {
            told.add(lateness);
        }
    };

    @Test
    void everybodyIsToldAsLongAsTheyLook() {
        Observers observers = new Observers(good);
        observers.add(good);

        observers.entered(Platform.X, 1);
        observers.remove(good);
        observers.entered(Platform.X, 2);

        assertThat(told).containsExactly(1L, 1L, 2L);
    }

    @Test
    void whoThrowsIsNotToldAgainAndTheOthersAre() {
        List<Long> tried = new ArrayList<>();
        DispatchObserver broken = new DispatchObserver() {
            @Override
            public void entered(Platform platform, long lateness) {
                tried.add(lateness);
                throw new IllegalStateException("a bug");
            }
        };
        Observers observers = new Observers(broken, good);

        observers.entered(Platform.X, 1);
        observers.entered(Platform.X, 2);

        assertThat(tried).containsExactly(1L);
        assertThat(told).containsExactly(1L, 2L);
    }
}
