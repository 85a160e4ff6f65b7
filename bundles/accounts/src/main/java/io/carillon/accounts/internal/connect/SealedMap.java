package io.carillon.accounts.internal.connect;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Identity;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Identities and settings as the texts that the vault seals. */
final class SealedMap {

    private SealedMap() {}

    static String ofSettings(Map<String, String> settings) {
        return JSONObjectUtils.toJSONString(Map.copyOf(settings));
    }

    static Map<String, String> settings(String text) {
        try {
            return texts(JSONObjectUtils.parse(text));
        } catch (ParseException e) {
            throw unreadable();
        }
    }

    static String ofIdentities(List<Identity> identities) {
        List<Object> all = new ArrayList<>();
        for (Identity identity : identities) {
            Map<String, Object> one = new HashMap<>();
            one.put("id", identity.remoteId());
            one.put("handle", identity.handle());
            one.put("name", identity.displayName());
            identity.avatarUrl().ifPresent(url -> one.put("avatar", url.toString()));
            one.put("settings", identity.settings());
            one.putAll(fields(identity.grant()));
            all.add(one);
        }
        return JSONArrayUtils.toJSONString(all);
    }

    static List<Identity> identities(String text) {
        try {
            List<Identity> all = new ArrayList<>();
            for (Object one : JSONArrayUtils.parse(text)) {
                all.add(identity((Map<?, ?>) one));
            }
            return all;
        } catch (ParseException e) {
            throw unreadable();
        }
    }

    private static Identity identity(Map<?, ?> one) {
        return new Identity(
                String.valueOf(one.get("id")),
                String.valueOf(one.get("handle")),
                String.valueOf(one.get("name")),
                Optional.ofNullable(one.get("avatar")).map(String::valueOf).map(URI::create),
                texts((Map<?, ?>) one.get("settings")),
                grant(one));
    }

    static String ofGrant(Grant grant) {
        return JSONObjectUtils.toJSONString(fields(grant));
    }

    static Grant grant(String text) {
        try {
            return grant(JSONObjectUtils.parse(text));
        } catch (ParseException e) {
            throw unreadable();
        }
    }

    private static Map<String, Object> fields(Grant grant) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("secrets", grant.secrets());
        grant.expiresAt().ifPresent(end -> fields.put("end", end.toString()));
        return fields;
    }

    private static Grant grant(Map<?, ?> fields) {
        return new Grant(
                texts((Map<?, ?>) fields.get("secrets")),
                Optional.ofNullable(fields.get("end")).map(String::valueOf).map(Instant::parse));
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new HashMap<>();
        map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        return texts;
    }

    /** Without the cause: it may quote a secret. */
    private static IllegalStateException unreadable() {
        return new IllegalStateException("A consent was sealed in a form that this version does not know");
    }
}
