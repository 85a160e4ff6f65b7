package io.carillon.itests.simulators.mastodon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import java.net.URI;

/** What the server tells everybody of itself. */
final class InstanceRoutes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] SCOPES = {
        "read",
        "profile",
        "read:accounts",
        "read:statuses",
        "write",
        "write:statuses",
        "write:media",
        "write:favourites"
    };

    private final URI url;
    private final Limits limits;
    private final String version;

    InstanceRoutes(URI url, Limits limits, String version) {
        this.url = url;
        this.limits = limits;
        this.version = version;
    }

    Routes routes() {
        return new Routes()
                .get("/api/v2/instance", request -> Response.ok(second()))
                .get("/api/v1/instance", request -> Response.ok(first()))
                .get("/.well-known/oauth-authorization-server", request -> Response.ok(authorizationServer()));
    }

    private ObjectNode second() {
        ObjectNode json = JSON.objectNode()
                .put("domain", url.getAuthority())
                .put("title", "Simulated Mastodon")
                .put("version", version)
                .put("source_url", "https://github.com/mastodon/mastodon")
                .put("description", "");
        json.putObject("usage").putObject("users").put("active_month", 1);
        json.putObject("thumbnail").put("url", url + "/thumbnail.png");
        json.putArray("languages").add("en");
        json.set("configuration", configuration());
        json.putObject("registrations")
                .put("enabled", false)
                .put("approval_required", false)
                .putNull("message");
        json.putObject("api_versions").put("mastodon", 6);
        json.putObject("contact").put("email", "").putNull("account");
        json.putArray("rules");
        return json;
    }

    private ObjectNode first() {
        ObjectNode json = JSON.objectNode()
                .put("uri", url.getAuthority())
                .put("title", "Simulated Mastodon")
                .put("short_description", "")
                .put("description", "")
                .put("email", "")
                .put("version", version)
                .put("thumbnail", url + "/thumbnail.png")
                .put("registrations", false)
                .put("approval_required", false)
                .put("invites_enabled", false);
        json.putArray("languages").add("en");
        json.putObject("urls").put("streaming_api", "ws://" + url.getAuthority());
        json.putObject("stats").put("user_count", 1).put("status_count", 0).put("domain_count", 0);
        json.set("configuration", configuration());
        json.putArray("rules");
        return json;
    }

    private ObjectNode configuration() {
        ObjectNode json = JSON.objectNode();
        json.putObject("urls").put("streaming", "ws://" + url.getAuthority());
        json.putObject("accounts").put("max_featured_tags", 10);
        json.putObject("statuses")
                .put("max_characters", limits.characters())
                .put("max_media_attachments", limits.media())
                .put("characters_reserved_per_url", limits.charactersPerUrl());
        ObjectNode media = json.putObject("media_attachments")
                .put("image_size_limit", limits.imageBytes())
                .put("image_matrix_limit", 33_177_600)
                .put("video_size_limit", limits.videoBytes())
                .put("video_frame_rate_limit", 120)
                .put("video_matrix_limit", 8_294_400)
                .put("description_limit", limits.altText());
        ArrayNode types = media.putArray("supported_mime_types");
        limits.types().forEach(types::add);
        json.putObject("polls")
                .put("max_options", limits.pollOptions())
                .put("max_characters_per_option", limits.pollCharacters())
                .put("min_expiration", 300)
                .put("max_expiration", 2_629_746);
        return json;
    }

    private ObjectNode authorizationServer() {
        ObjectNode json = JSON.objectNode()
                .put("issuer", url + "/")
                .put("authorization_endpoint", url + "/oauth/authorize")
                .put("token_endpoint", url + "/oauth/token")
                .put("revocation_endpoint", url + "/oauth/revoke")
                .put("app_registration_endpoint", url + "/api/v1/apps");
        ArrayNode scopes = json.putArray("scopes_supported");
        for (String scope : SCOPES) {
            scopes.add(scope);
        }
        json.putArray("response_types_supported").add("code");
        json.putArray("grant_types_supported").add("authorization_code").add("client_credentials");
        json.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_basic")
                .add("client_secret_post");
        json.putArray("code_challenge_methods_supported").add("S256");
        return json;
    }
}
