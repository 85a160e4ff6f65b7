package io.carillon.rest.internal.post;

import io.carillon.api.model.PostId;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.rest.internal.body.Addresses;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.Revisions;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Single posts as responses. */
final class PostAnswers {

    private PostAnswers() {}

    static Response ok(PostWithDeliveries post) {
        return of(Response.ok(), post);
    }

    static Response created(PostWithDeliveries post) {
        return of(Response.created(Addresses.of("posts/" + post.post().id())), post);
    }

    static PostId id(String text) {
        return Ids.parse("post", text, PostId::new);
    }

    private static Response of(Response.ResponseBuilder response, PostWithDeliveries post) {
        return response.header(HttpHeaders.ETAG, Revisions.tag(post.post().revision()))
                .entity(PostView.of(post))
                .build();
    }
}
