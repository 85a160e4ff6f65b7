package io.carillon.itests.simulators.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What somebody allowed, until the app fetches its token for it. */
record Consent(
        App app, String user, String redirectUri, List<String> scopes, Optional<String> challenge, Instant givenAt) {}
