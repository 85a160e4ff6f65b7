package io.carillon.itests.networks;

import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.support.CarillonServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bluesky's own server, to publish many posts to. */
final class BlueskyNetwork implements KillInTheMiddle.Network {

    private final BlueskyServer server;
    private final Map<String, Account> accounts = new HashMap<>();

    BlueskyNetwork(BlueskyServer server) {
        this.server = server;
    }

    @Override
    public CarillonServer known(CarillonServer installed) {
        return knownTo(installed, server);
    }

    /**
     * Lets a server know this network and no other: where people live, who is called what.
     *
     * @param more hosts that it may reach
     */
    static CarillonServer knownTo(CarillonServer installed, BlueskyServer bluesky, String... more) {
        String hosts = Stream.concat(Stream.of(bluesky.host(), bluesky.directoryHost()), Stream.of(more))
                .collect(Collectors.joining(","));
        return installed
                .with("CARILLON_ALLOWED_HOSTS", hosts)
                .configured("io.carillon.publisher.bluesky", "service", bluesky.url())
                .configured("io.carillon.publisher.bluesky", "directory", bluesky.directoryUrl());
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
