package io.carillon.webhooks.internal;

import io.carillon.api.model.Webhook;
import io.carillon.api.service.Vault;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.WebhookStore;
import io.carillon.api.store.WebhookStore.Kept;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has webhooks called again whose secret could not be opened, once the vault's key is back. */
final class LostSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(LostSecrets.class);

    private static final int PAGE = 100;

    private final WebhookStore store;
    private final Vault vault;

    LostSecrets(WebhookStore store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    void look() {
        List<Kept> page = store.disabled(Webhook.Reason.SECRET_LOST, Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            page.stream().filter(this::opens).map(Kept::webhook).forEach(this::enable);
            Webhook last = page.get(page.size() - 1).webhook();
            page = store.disabled(Webhook.Reason.SECRET_LOST, Optional.of(last.id()), PAGE);
        }
    }

    private boolean opens(Kept kept) {
        Webhook webhook = kept.webhook();
        try {
            return vault.open(webhook.workspace(), webhook.id().value(), kept.secret())
                    .isPresent();
        } catch (IllegalStateException e) {
            // Another server has the key, and looks too.
            return false;
        }
    }

    private void enable(Webhook webhook) {
        try {
            store.update(webhook.enabled());
            LOG.info("The secret of webhook {} can be opened again, and it is called again", webhook.id());
        } catch (StaleException e) {
            LOG.debug("Webhook {} has been changed by somebody else", webhook.id());
        }
    }
}
