package io.carillon.scheduler;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.core.store.InMemoryPostStore;

/** The sample of the README, as it stands there. */
final class SeedSample {

    private SeedSample() {}

    static Scheduler run() {
        // sample:begin
        Account account = Account.of(Platform.INSTAGRAM, "@creator", "Creator", Grant.oauthToken("token"));
        Schedule schedule = Schedule.at("2026-02-10T09:00", "UTC");
        Post post = Post.to(account)
                .caption("Launching something new today.")
                .hashtags("#launch", "#creator")
                .media("https://example.com/launch.jpg")
                .schedule(schedule)
                .build();

        Scheduler scheduler = new Scheduler(new InMemoryPostStore());
        scheduler.schedulePost("post-001", post);
        // sample:end
        return scheduler;
    }
}
