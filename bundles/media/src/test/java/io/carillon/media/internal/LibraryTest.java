package io.carillon.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LibraryTest extends LibraryDesk {

    @Test
    void otherWorkspacesDoNotSeeTheFile() throws IOException {
        Library library = library();
        MediaFile file = library.add(WORKSPACE, "a.png", png());
        WorkspaceId other = new WorkspaceId("other");
        assertThatThrownBy(() -> library.get(other, file.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> library.remove(other, file.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> library.describe(other, file.id(), "x")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void tooLongAlternativeTextIsRefused() throws IOException {
        Library library = library();
        MediaId id = library.add(WORKSPACE, "a.png", png()).id();
        assertThat(library.describe(WORKSPACE, id, "A red door").altText()).isEqualTo("A red door");
        assertThatThrownBy(() -> library.describe(WORKSPACE, id, "x".repeat(4001)))
                .isInstanceOfSatisfying(InvalidException.class, e -> assertThat(e.violations())
                        .extracting(Violation::field, Violation::rule, Violation::actual)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("altText", "max-length", "4001")));
    }
}
