package io.carillon.shell.internal;

import io.carillon.api.service.Posts;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostQuery;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Offers the newest posts of the workspace that is typed already, else of {@code default}. */
@Service
public final class PostCompleter implements Completer {

    @Reference
    Posts posts;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(TypedWorkspace.of(line).stream()
                        .map(workspace -> posts.list(PostQuery.all(workspace), PageRequest.first(50)))
                        .flatMap(page -> page.items().stream())
                        .map(post -> post.post().id().value())
                        .toList())
                .complete(session, line, candidates);
    }
}
