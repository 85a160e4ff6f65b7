package io.carillon.api.service;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Connecting accounts by consent on a network's own pages (OAuth 2.0). A person is sent there with a random state, comes
 * back once with it in the same browser, and chooses among the identities that were found. All of it survives a restart,
 * and may happen on any of the servers that share a store.
 */
@ProviderType
public interface Connections {

    /**
     * What a person wants.
     *
     * @param settings answers to the fields of the network's connect method
     * @param account that is to be connected anew; only the same identity can be chosen then
     * @param returnTo where the person goes at the end; the caller has checked that it leads nowhere else
     * @param redirectUri to which the network sends people back. Where each server registers us by itself, and says in its
     *     answers nothing of who it is, it is one below this for each server: an answer of one is none of another
     * @param browser what a browser must prove later, see {@link Visitor}
     */
    record Wish(
            WorkspaceId workspace,
            UserId user,
            Platform platform,
            Map<String, String> settings,
            Optional<AccountId> account,
            Optional<String> returnTo,
            URI redirectUri,
            String browser) {

        public Wish {
            Objects.requireNonNull(workspace, "workspace");
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(platform, "platform");
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(returnTo, "returnTo");
            Objects.requireNonNull(redirectUri, "redirectUri");
            Objects.requireNonNull(browser, "browser");
            settings = Map.copyOf(settings);
        }

        @Override
        public String toString() {
            return "Wish[" + workspace + ", " + platform + "]";
        }
    }

    /** Where to send the person. */
    record Begun(String state, URI authorizationUrl, Instant expiresAt) {}

    /**
     * Who stands before us.
     *
     * @param user who is signed in, if anybody is
     * @param workspaces in which the person may connect accounts, as far as who stands before us may act for them
     * @param browsers what the browser proves to be, as {@link Wish#browser()} has it
     */
    record Visitor(Optional<UserId> user, Set<WorkspaceId> workspaces, Set<String> browsers) {

        public Visitor {
            Objects.requireNonNull(user, "user");
            workspaces = Set.copyOf(workspaces);
            browsers = Set.copyOf(browsers);
        }

        /** A caller of the API. */
        public static Visitor of(UserId user, WorkspaceId workspace) {
            return new Visitor(Optional.of(user), Set.of(workspace), Set.of());
        }

        /** Whether it is a person who may connect accounts in a workspace. */
        public boolean is(UserId person, WorkspaceId in) {
            return user.equals(Optional.of(person)) && workspaces.contains(in);
        }
    }

    /**
     * With what a person came back from the network (RFC 6749 section 4.1.2, RFC 9207).
     *
     * @param path of our address that they came back to, with which {@link Wish#redirectUri} or one below it ends
     */
    record Comeback(
            String path,
            Optional<String> state,
            Optional<String> code,
            Optional<String> error,
            Optional<String> errorDescription,
            Optional<String> issuer) {

        public Comeback {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(error, "error");
            Objects.requireNonNull(errorDescription, "errorDescription");
            Objects.requireNonNull(issuer, "issuer");
        }

        @Override
        public String toString() {
            return "Comeback[" + error.orElse("no error") + "]";
        }
    }

    /**
     * An identity to choose.
     *
     * @param id the network's own
     * @param account that is this identity already; it keeps its posts and its queue
     * @param missing scopes that publishing needs and the network did not grant
     */
    record Candidate(
            String id,
            String handle,
            String displayName,
            Optional<URI> avatarUrl,
            Optional<AccountId> account,
            List<String> missing) {

        public Candidate {
            missing = List.copyOf(missing);
        }
    }

    /** What there is to choose. */
    record Choice(
            Platform platform,
            String platformName,
            List<Candidate> identities,
            Optional<AccountId> account,
            Optional<String> returnTo,
            Instant expiresAt) {

        public Choice {
            identities = List.copyOf(identities);
        }
    }

    /** Why nothing came of a consent. */
    enum Failure {
        /** There is no such consent, or it is long over. */
        UNKNOWN,
        /** It was not finished in time. */
        EXPIRED,
        /** Somebody came back with it before. */
        USED,
        /** It began in another browser, or nobody is signed in any more, or who is may not connect accounts. */
        OTHER_BROWSER,
        /** The person said no. */
        DENIED,
        /** The network refused for another reason. */
        REFUSED,
        /** The network sent the person back with nothing. */
        NO_CODE,
        /** The answer came from another server than the one that was asked. */
        WRONG_ISSUER,
        /** The network does not know this installation's app, or not with this address. */
        APP,
        /** The account's own server has forgotten this installation, which introduces itself anew with the next consent. */
        APP_FORGOTTEN,
        /** The network could not be reached, or its answer not be understood. */
        NETWORK,
        /** The network names no identity that can publish. */
        NO_IDENTITY,
        /** A part of this server was not there. */
        SERVER;

        /** Stable, lower case with hyphens, such as {@code consent-denied}. */
        public String code() {
            return "consent-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Nothing came of a consent. */
    final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Failure failure;
        private final transient Optional<String> platformName;
        private final transient Optional<String> returnTo;

        /** @param detail a sentence for people; it holds no secret */
        public FailedException(
                Failure failure, Optional<String> platformName, String detail, Optional<String> returnTo) {
            super(detail);
            this.failure = failure;
            this.platformName = platformName;
            this.returnTo = returnTo;
        }

        public Failure failure() {
            return failure;
        }

        public Optional<String> platformName() {
            return platformName;
        }

        /** Told only to the browser that began. */
        public Optional<String> returnTo() {
            return returnTo;
        }
    }

    /**
     * Begins.
     *
     * @throws InvalidException if the network is none that asks for consent, or an answer is wrong
     * @throws ConflictException with the code {@code app-missing} if nobody told us what the network knows us as
     * @throws NotFoundException if there is no such account
     * @throws UnavailableException if the account's server could not be asked
     */
    Begun begin(Wish wish);

    /**
     * Takes a person who comes back, once.
     *
     * @return what there is to choose
     * @throws FailedException with what went wrong
     */
    Choice land(Visitor visitor, Comeback comeback);

    /**
     * What there is to choose.
     *
     * @throws NotFoundException if there is no such consent, or it is another person's
     * @throws ConflictException with the code {@code consent-pending} if the person has not come back yet, or with the
     *     failure's code where nothing came of it
     */
    Choice choice(Visitor visitor, String state);

    /**
     * Makes accounts of identities, once.
     *
     * @throws InvalidException if one of them is not to be chosen
     * @throws ConflictException as {@link #choice}
     */
    List<Account> choose(Visitor visitor, String state, Collection<String> identities);
}
