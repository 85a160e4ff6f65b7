package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PreparedValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Deliveries, as the engine claims and settles them.
 *
 * <p>Everything turns on a delivery's {@code wakeAt}: the next instant at which the engine has to touch it, be it to
 * prepare, to publish, to try again or to ask about a doubt. While a delivery is claimed, that is when the claim ends, so
 * what a dead node left behind comes up by itself. The cost of every call but {@link #publishedAs} follows what is due, never what is stored.
 *
 * <p>Steps that follow a published delivery are claimed and settled as deliveries are, and everything here holds for both;
 * posts go first where a limit is reached.
 */
@ProviderType
public interface DispatchStore extends BudgetStore {

    /** The earliest instant at which a delivery wants to be woken; absent if none ever does. */
    Optional<Instant> nextWake();

    /**
     * Claims what wakes up to the order's horizon, the earliest first: IN_DOUBT to {@link ClaimKind#RECONCILE}; SCHEDULED
     * and RETRYING to {@link ClaimKind#PREPARE} if they have yet to be prepared or what was prepared expires before it
     * can be used, else to {@link ClaimKind#PUBLISH}, which makes them ARMED. Each is claimed by one compare-and-set, so
     * of several callers one gets it. Where the answer to the commit is lost, the claims are as good as not made: what was
     * armed by them is found by {@link #armedBy}, and the others end by themselves.
     *
     * @return the claims, in the order of their wake times; fewer than the limit if no more wake, or others were faster
     */
    List<Claim> claim(ClaimOrder order);

    /**
     * Claims what is in doubt about some attempts, to {@link ClaimKind#RECONCILE}, whether or not it would ever be woken:
     * whoever made them knows more of them by now. What is claimed already is left alone, and so is what is no longer in
     * doubt, or in doubt about another attempt.
     *
     * @param doubts the attempts, by the deliveries that they are of
     * @return the claims, to be acted on at the order's {@code now}; its horizon says nothing here
     */
    List<Claim> claimDoubted(ClaimOrder order, Map<DeliveryId, AttemptId> doubts);

    /**
     * Moves what wakes up to {@code now} but has no publisher out of the way: SCHEDULED and RETRYING become WAITING
     * and say so by {@link io.carillon.api.model.Problem#publisherAbsent}; IN_DOUBT stay but are no longer woken.
     *
     * @param present the platforms that have a publisher
     * @return how many were moved
     */
    int parkAbsent(Set<Platform> present, Instant now);

    /**
     * Wakes what waits for a publisher that has come: WAITING become SCHEDULED, to be woken at once if they have yet to be
     * prepared, else when they are due; what is IN_DOUBT and would not be woken any more is woken at once too.
     *
     * @return how many were woken
     */
    int unpark(Platform platform, WaitReason reason, Instant now);

    /**
     * Wakes what waits for one account to be connected again: WAITING for that reason become SCHEDULED, to be woken at
     * once. What other accounts wait for stays as it is.
     *
     * @return how many were woken
     */
    int unparkAccount(AccountId account, Instant now);

    /**
     * Wakes what is RETRYING on a platform for one reason, and would be woken only after a span: anew, spread over that.
     *
     * @param problem the code of the problem that it waits for
     * @param from when the span begins
     * @return how many were given an earlier time
     */
    int hasten(Platform platform, String problem, Instant from, Duration over);

    /**
     * Stores what preparing has come to, under a claim to prepare that goes on. The delivery is not late before the end of
     * that claim ({@link io.carillon.api.model.Delivery#lateFrom}).
     *
     * @return false if the claim has ended, by an edit or a cancel or because another node took over
     */
    boolean checkpoint(AttemptId claim, PreparedValue progress);

    /**
     * Stores the end of a visit to prepare, and ends the claim. The delivery is not late before {@code wakeAt}.
     *
     * @param ready whether preparing is done; else it goes on at {@code wakeAt}
     * @param wakeAt when the engine has to touch the delivery next
     * @return false if the claim had ended; nothing is stored then
     */
    boolean prepared(AttemptId claim, PreparedValue value, boolean ready, Optional<Instant> expiresAt, Instant wakeAt);

    /**
     * Ends claims with what came of them, all in one transaction, together with the steps that follow what was published.
     * What becomes of a part of a thread concerns the parts after it: once it is PUBLISHED, the next one wakes; while it is
     * FAILED, they say why they cannot begin. A permalink that was looked up is the post's from then on. What was prepared for a post
     * that is called off is put on the list of {@link #takeDiscards}.
     *
     * @return the claims that were settled; the others had passed to somebody else and were left alone
     */
    Set<AttemptId> settle(List<Settlement> settlements);

    /**
     * Armed deliveries that a former run of this node left behind, whether or not their claims have ended. Claims of
     * other kinds that it left behind are ended on the way, so that they wake at once.
     *
     * @param claimant this run
     */
    List<Orphan> orphansOf(Claimant claimant, Instant now, int limit);

    /**
     * Deliveries that this run armed, whether or not it knows: where the answer to the commit of a claim was lost, it does
     * not.
     *
     * @param run this run
     */
    List<Orphan> armedBy(Claimant run, int limit);

    /**
     * Ends what a run that is gone was preparing, so that it wakes at once; its other claims end by themselves. Should that
     * run live after all, what it prepares is refused: preparing twice is slow and harmless, asking and publishing twice
     * is not.
     *
     * @return how many were ended
     */
    int endPreparing(Claimant gone, Instant now);

    /** Armed deliveries whose claims have ended, whoever made them. */
    List<Orphan> expired(Instant now, int limit);

    /**
     * What an account may have sent without its outcome being known: its deliveries and steps that are ARMED, PUBLISHING or
     * IN_DOUBT.
     */
    List<Delivery> underWay(WorkspaceId workspace, AccountId account);

    /**
     * Whose it is that an account has published under a network's id: a delivery's, or a step's of one. The only call whose
     * cost follows what the account has ever published, since only a look that has found something asks.
     *
     * @param since what was published before, or follows what was, need not be found
     */
    Optional<DeliveryId> publishedAs(AccountId account, String remoteId, Instant since);

    /** Adds evidence to a delivery's story without touching the delivery. */
    void addEvidence(Attempt attempt);

    /**
     * Takes prepared values that edits, cancels, removals and skipped posts left behind off the list on which
     * {@link PostStore#change}, {@link PostStore#remove} and {@link #settle} put them, the oldest first. Of several callers one gets each,
     * and nobody gets it again: what is not cleaned up then never is.
     *
     * @param platforms whose values can be cleaned up now; those of the others stay
     * @return at most {@code limit}
     */
    List<Discard> takeDiscards(Set<Platform> platforms, int limit);
}
