package io.carillon.publisher.contract;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contract on memory, with the mistake and the checklist that a test has chosen. */
abstract class MemoryContract extends PublisherContract {

    static Mistake mistake = Mistake.NONE;
    static Optional<String> checklist = Optional.empty();

    final MemoryPublisher memory = new MemoryPublisher(mistake);
    private final MemoryReplies replies = new MemoryReplies(mistake, memory);
    private final MemoryConnector connector = new MemoryConnector(mistake);
    private final MemoryAfterwards afterwards = new MemoryAfterwards(mistake, memory);

    /** Run by tests only: its name is none that a build looks for. */
    static final class AtOnce extends MemoryContract {

        @Override
        protected Publisher publisher() {
            return memory;
        }

        @Override
        String defaultChecklist() {
            return "checklists/at-once.properties";
        }
    }

    /** Run by tests only: its name is none that a build looks for. */
    static final class Ahead extends MemoryContract {

        private final MemoryUploads uploads = new MemoryUploads(mistake, memory);

        @Override
        protected Publisher publisher() {
            return uploads;
        }

        @Override
        String defaultChecklist() {
            return "checklists/ahead.properties";
        }
    }

    abstract String defaultChecklist();

    @Override
    protected String checklist() {
        return checklist.orElseGet(this::defaultChecklist);
    }

    @Override
    protected Account account() {
        return Account.of(new Platform("memory"), "@m", "M", Grant.oauthToken("never-tell-4711"));
    }

    @Override
    protected VisiblePosts network() {
        return account -> memory.visible();
    }

    @Override
    protected Optional<Wrong> wrong() {
        return Optional.empty();
    }

    @Override
    protected Set<Fault> rehearsable() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    protected void rehearse(Fault fault) {
        memory.rehearse(Optional.of(fault));
    }

    @Override
    protected void calm() {
        memory.rehearse(Optional.empty());
        connector.fault = Optional.empty();
    }

    @Override
    protected Optional<FollowUps> followUps() {
        return Optional.of(replies);
    }

    @Override
    protected Optional<List<VisibleReply>> replies() {
        return Optional.of(replies.all());
    }

    @Override
    protected Optional<AccountConnector> connector() {
        return Optional.of(connector);
    }

    @Override
    protected Optional<Map<String, String>> answers() {
        return Optional.of(Map.of("name", "m", "password", MemoryConnector.PASSWORD));
    }

    @Override
    protected Optional<Map<String, String>> wrongAnswers() {
        return Optional.of(Map.of("name", "m", "password", "wrong"));
    }

    @Override
    protected Optional<Account> renewable() {
        return Optional.of(account());
    }

    @Override
    protected void rehearseConnecting(Fault fault) {
        connector.fault = Optional.of(fault);
    }

    @Override
    protected Set<Fault> rehearsableConnecting() {
        return EnumSet.of(Fault.UNAVAILABLE, Fault.REVOKED, Fault.LOST_ANSWER);
    }

    @Override
    protected Optional<Remover> remover() {
        return mistake == Mistake.NAMES_WHAT_IS_NOT_THERE ? Optional.empty() : Optional.of(afterwards);
    }

    @Override
    protected Optional<Editor> editor() {
        return Optional.of(afterwards);
    }

    @Override
    protected Optional<MetricsSource> metrics() {
        return Optional.of(afterwards);
    }
}
