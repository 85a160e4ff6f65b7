package io.carillon.api.service;

import io.carillon.api.model.MediaRef;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Attachment;
import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Turns what a post names into what a publisher sends. */
@ProviderType
public interface Attachments {

    /**
     * Resolves media, in the same order. A file that does not exist resolves to an attachment that says so when it is
     * opened.
     */
    List<Attachment> resolve(WorkspaceId workspace, Collection<MediaRef> media);
}
