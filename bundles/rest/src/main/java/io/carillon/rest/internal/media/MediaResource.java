package io.carillon.rest.internal.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.MediaLibrary;
import io.carillon.api.service.UnavailableException;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Addresses;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.ContentTags;
import io.carillon.rest.internal.body.Digests;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.MergePatch;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.json.Json;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The media library: {@code /media}. */
@Path("media")
public final class MediaResource {

    private static final Logger LOG = LoggerFactory.getLogger(MediaResource.class);

    private final Backend backend;
    private final Idempotency idempotency;
    private final ContentTags tags = new ContentTags();

    public MediaResource(Backend backend, Idempotency idempotency) {
        this.backend = backend;
        this.idempotency = idempotency;
    }

    /** What may be said of a file. */
    public record ChangeBody(String altText) {}

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    public Response upload(@Context ContainerRequestContext request) {
        MediaLibrary library = backend.media();
        Upload upload = Upload.open(request, library.maxBytes());
        return Idempotency.isAskedFor(request) ? once(request, library, upload) : add(request, library, upload);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Listing<MediaView> list(
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        return Listing.of(
                Paging.of(request, limit, cursor).fetch(page -> backend.media().list(workspace(request), page)),
                MediaView::of);
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return ContentTags.ok(MediaView.of(find(id, request)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Produces(MediaType.APPLICATION_JSON)
    public Response describe(
            @PathParam("id") String id,
            JsonNode patch,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request)
            throws JsonProcessingException {
        JsonNode before =
                Json.mapper().valueToTree(new ChangeBody(find(id, request).altText()));
        ObjectNode wish = MergePatch.fitting(Bodies.object(patch), ChangeBody.class);
        ChangeBody after = Bodies.convert(MergePatch.apply(before, wish), ChangeBody.class);
        String altText = after.altText() == null ? "" : after.altText();
        return tags.changing(
                ifMatch,
                () -> MediaView.of(find(id, request)),
                () -> ContentTags.ok(MediaView.of(backend.media().describe(workspace(request), mediaId(id), altText))));
    }

    @DELETE
    @Path("{id}")
    public void remove(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        ContentTags.require(ifMatch, () -> MediaView.of(find(id, request)));
        backend.media().remove(workspace(request), mediaId(id));
    }

    @GET
    @Path("{id}/content")
    public Response content(@PathParam("id") String id, @Context ContainerRequestContext request) {
        MediaFile file = find(id, request);
        return FileResponse.of(
                request, backend.media().path(file), file.type(), file.name(), "\"" + file.sha256() + "\"");
    }

    @GET
    @Path("{id}/thumbnail")
    public Response thumbnail(@PathParam("id") String id, @Context ContainerRequestContext request) {
        MediaFile file = find(id, request);
        try {
            return FileResponse.of(
                    request,
                    backend.media().thumbnail(file),
                    "image/jpeg",
                    "thumbnail.jpg",
                    "\"" + file.sha256() + "-thumbnail\"");
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** The whole file must be known before anything is done, so here a temporary file does hold it. */
    private Response once(ContainerRequestContext request, MediaLibrary library, Upload upload) {
        java.nio.file.Path spool = null;
        try {
            spool = Files.createTempFile("carillon-upload", null);
            MessageDigest digest = Digests.sha256();
            try (InputStream content = new DigestInputStream(upload.content(), digest)) {
                Files.copy(content, spool, StandardCopyOption.REPLACE_EXISTING);
            }
            upload.requireLast();
            java.nio.file.Path complete = spool;
            return idempotency.once(request, upload.name() + "\n" + Digests.hex(digest.digest()), () -> {
                try (InputStream content = Files.newInputStream(complete)) {
                    return created(library.add(workspace(request), upload.name(), content));
                } catch (IOException e) {
                    throw unavailable(e);
                }
            });
        } catch (IOException e) {
            throw unavailable(e);
        } finally {
            delete(spool);
        }
    }

    private static Response add(ContainerRequestContext request, MediaLibrary library, Upload upload) {
        try (InputStream content = upload.content()) {
            MediaFile file = library.add(workspace(request), upload.name(), content);
            try {
                upload.requireLast();
            } catch (RuntimeException e) {
                library.remove(file.workspace(), file.id());
                throw e;
            }
            return created(file);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static Response created(MediaFile file) {
        return ContentTags.tagged(Response.created(Addresses.of("media/" + file.id())), MediaView.of(file))
                .build();
    }

    private static void delete(java.nio.file.Path spool) {
        try {
            if (spool != null) {
                Files.deleteIfExists(spool);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file " + spool + " of an upload is left behind", e);
        }
    }

    private static UnavailableException unavailable(IOException e) {
        LOG.warn("The media storage does not take or give a file", e);
        return new UnavailableException("The media storage does not answer at the moment; it may be full. Try again.");
    }

    private MediaFile find(String id, ContainerRequestContext request) {
        return backend.media().get(workspace(request), mediaId(id));
    }

    private static WorkspaceId workspace(ContainerRequestContext request) {
        return Caller.of(request).workspace();
    }

    private static MediaId mediaId(String id) {
        return Ids.parse("media file", id, MediaId::new);
    }
}
