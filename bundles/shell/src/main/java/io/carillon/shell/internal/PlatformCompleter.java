package io.carillon.shell.internal;

import io.carillon.api.service.Publishers;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Offers the networks that are installed. */
@Service
public final class PlatformCompleter implements Completer {

    @Reference
    Publishers publishers;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(publishers.profiles().stream()
                        .map(profile -> profile.platform().id())
                        .toList())
                .complete(session, line, candidates);
    }
}
