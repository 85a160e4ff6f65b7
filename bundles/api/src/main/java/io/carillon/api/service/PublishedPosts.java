package io.carillon.api.service;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a person does with what is on a network already. Every call waits for the network, as long as its profile says that
 * a call may take, and what came of it is told in the story of the delivery, whatever it was. Safe for use by many threads.
 */
@ProviderType
public interface PublishedPosts {

    /**
     * Takes a published post off its network, then what follows it: its first comment and the parts of its thread. What is
     * yet to follow it is cancelled before. Of a step, that alone is removed. Asking again does no harm, and goes on with
     * what is left.
     *
     * @param by who asks for it
     * @return the delivery, which says since when it is gone
     * @throws NotFoundException if there is no such delivery
     * @throws ConflictException with {@code not-published}; {@code removed} if nothing of it is left; {@code not-offered} if
     *     its network cannot take posts away; {@code in-doubt} or {@code publishing-now} if that is so of what follows it;
     *     {@code id-unknown}, {@code needs-reconnect}, or {@code network-refused} with the network's reason
     * @throws UnavailableException if the network could not be asked
     * @throws UncertainException if it was asked, and nobody knows whether it is gone
     */
    Delivery remove(WorkspaceId workspace, DeliveryId id, UserId by);

    /**
     * Has its network show another text of a published post or step. Files, link and options stay what the post has.
     *
     * @param text all of it, hashtags too: nothing is added
     * @param by who asks for it
     * @throws NotFoundException if there is no such delivery
     * @throws InvalidException if the text breaks a rule of its network
     * @throws ConflictException as for {@link #remove}
     * @throws UnavailableException if the network could not be asked
     * @throws UncertainException if it was asked, and nobody knows what it shows
     */
    Delivery correct(WorkspaceId workspace, DeliveryId id, String text, UserId by);
}
