package io.carillon.api.publisher;

import org.osgi.annotation.versioning.ProviderType;

/** A context in which progress can be saved. */
@ProviderType
public interface PrepareContext extends PublishContext {

    /**
     * Stores progress durably, before bytes are sent that a repetition would otherwise send again.
     *
     * @throws IllegalStateException if the post was edited or cancelled, or another node took over: stop at once
     */
    void checkpoint(PreparedValue progress);
}
