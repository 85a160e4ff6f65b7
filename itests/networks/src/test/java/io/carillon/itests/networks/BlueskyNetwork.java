package io.carillon.itests.networks;

import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bluesky's own server, to publish many posts to. */
final class BlueskyNetwork implements KillInTheMiddle.Network {

    private final BlueskyServer server;
    private final Map<String, Account> accounts = new HashMap<>();

    BlueskyNetwork(BlueskyServer server) {
        this.server = server;
    }

    @Override
    public String host() {
        return server.host();
    }

    @Override
    public String connect(Author author, String name) {
        Account account = server.createAccount(name + ".test", "password");
        accounts.put(name, account);
        return author.connect(server, account);
    }

    @Override
    public List<String> texts(String name) {
        return server.texts(accounts.get(name).did());
    }
}
