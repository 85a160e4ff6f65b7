package io.carillon.persistence.internal.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class SourcesTest {

    private static final String URL = "jdbc:postgresql://localhost:5432/carillon";

    @Test
    void aHostThatSaysNothingIsGivenUpButNotInAMigration() throws SQLException {
        Sources sources = sources(URL);

        assertThat(postgres(sources.guarded()).getSocketTimeout()).isEqualTo(8);
        assertThat(postgres(sources.patient()).getSocketTimeout()).isZero();
        assertThat(postgres(sources.guarded()).getConnectTimeout()).isEqualTo(5);
        assertThat(postgres(sources.guarded()).getLoginTimeout()).isEqualTo(10);
        assertThat(postgres(sources.guarded()).getTcpKeepAlive()).isTrue();
        assertThat(postgres(sources.guarded()).getLogServerErrorDetail()).isFalse();
    }

    @Test
    void whatTheUrlSaysCounts() throws SQLException {
        PGSimpleDataSource guarded = postgres(sources(URL + "?socketTimeout=60&connectTimeout=20&loginTimeout=30"
                        + "&tcpKeepAlive=false&logServerErrorDetail=true")
                .guarded());

        assertThat(guarded.getSocketTimeout()).isEqualTo(60);
        assertThat(guarded.getConnectTimeout()).isEqualTo(20);
        assertThat(guarded.getLoginTimeout()).isEqualTo(30);
        assertThat(guarded.getTcpKeepAlive()).isFalse();
        assertThat(guarded.getLogServerErrorDetail()).isTrue();
    }

    @Test
    void theUrlMaySayThatNothingIsGivenUp() {
        assertThat(postgres(sources(URL + "?socketTimeout=0").guarded()).getSocketTimeout())
                .isZero();
    }

    private static Sources sources(String url) {
        return Sources.of(DatabaseSettings.at(Path.of("unused"), url, "", ""), Dialect.POSTGRESQL);
    }

    private static PGSimpleDataSource postgres(Object source) {
        return (PGSimpleDataSource) source;
    }
}
