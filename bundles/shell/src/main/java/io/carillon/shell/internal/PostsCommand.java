package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Post;
import io.carillon.api.service.Posts;
import io.carillon.api.store.Page;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code carillon:posts}. */
@Service
@Command(scope = "carillon", name = "posts", description = "Lists posts, the newest first")
public final class PostsCommand extends Report {

    private static final int CAPTION = 40;

    @Reference
    Posts posts;

    @Option(name = "--state", description = "Only in this state, such as FAILED", multiValued = true)
    @Completion(StateCompleter.class)
    List<String> states;

    @Option(name = "--account", description = "Only for this account")
    @Completion(AccountCompleter.class)
    String account;

    @Option(name = "--platform", description = "Only for this network")
    @Completion(PlatformCompleter.class)
    String platform;

    @Option(name = "--label", description = "Only with this label")
    String label;

    @Option(name = "--limit", description = "How many, 1 to 200")
    int limit = 20;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        PostQuery query = new PostQuery(
                Texts.workspace(workspace),
                Texts.states(states),
                Texts.account(account),
                Texts.platform(platform),
                Optional.ofNullable(label),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Page<PostWithDeliveries> page = posts.list(query, Texts.limit(limit));
        ShellTable table = new ShellTable();
        table.column("ID");
        table.column("State");
        table.column("Due");
        table.column("Accounts").alignRight();
        table.column("Labels");
        table.column("Caption");
        page.items().forEach(post -> add(table, post));
        table.emptyTableText("No post matches.").print(out);
        Texts.tellOfMore(page, out);
    }

    private static void add(ShellTable table, PostWithDeliveries all) {
        Post post = all.post().post();
        Optional<Instant> due = all.deliveries().stream().map(Delivery::due).min(Comparator.naturalOrder());
        table.addRow()
                .addContent(
                        all.post().id(),
                        all.state(),
                        Texts.orDash(due),
                        post.accounts().size(),
                        Texts.cell(
                                String.join(
                                        ", ", post.labels().stream().sorted().toList()),
                                CAPTION),
                        Texts.cell(post.content().caption(), CAPTION));
    }
}
