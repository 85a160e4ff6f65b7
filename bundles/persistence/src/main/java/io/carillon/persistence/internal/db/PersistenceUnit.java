package io.carillon.persistence.internal.db;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;

/**
 * The entities as EclipseLink gets to know them: from code, because the roots that a bundle's class loader names are of
 * a kind that it can't scan. The {@code persistence.xml} beside it is for the weaver alone, which runs in the build.
 */
final class PersistenceUnit implements PersistenceUnitInfo {

    private static final String NAME = "carillon";
    private static final AtomicLong OPENED = new AtomicLong();

    private final DataSource source;
    private final List<String> entities;

    private PersistenceUnit(DataSource source, List<String> entities) {
        this.source = source;
        this.entities = entities;
    }

    static EntityManagerFactory open(DataSource source, Dialect dialect, List<Class<?>> entities) {
        Map<String, Object> properties = Map.ofEntries(
                // EclipseLink shares what it has open by name: without one of its own, a second database would
                // silently be the first.
                Map.entry("eclipselink.session-name", NAME + "-" + OPENED.incrementAndGet()),
                Map.entry("eclipselink.target-database", dialect.platform()),
                Map.entry("eclipselink.weaving", "static"),
                Map.entry("eclipselink.ddl-generation", "none"),
                Map.entry("eclipselink.cache.shared.default", "false"),
                Map.entry("eclipselink.session.customizer", NoSecondTry.class.getName()),
                Map.entry("eclipselink.jdbc.batch-writing", "JDBC"),
                Map.entry("eclipselink.jdbc.cache-statements", "false"),
                // What goes wrong is thrown, and logged by whoever can say what it means.
                Map.entry("eclipselink.logging.level", "OFF"),
                // Values in a statement's log line could be somebody's post.
                Map.entry("eclipselink.logging.parameters", "false"));
        List<String> names = entities.stream().map(Class::getName).toList();
        return new PersistenceProvider()
                .createContainerEntityManagerFactory(new PersistenceUnit(source, names), properties);
    }

    @Override
    public String getPersistenceUnitName() {
        return NAME;
    }

    @Override
    public String getPersistenceProviderClassName() {
        return PersistenceProvider.class.getName();
    }

    @Override
    public String getScopeAnnotationName() {
        return null;
    }

    @Override
    public List<String> getQualifierAnnotationNames() {
        return List.of();
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    public jakarta.persistence.spi.PersistenceUnitTransactionType getTransactionType() {
        return jakarta.persistence.spi.PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    public DataSource getJtaDataSource() {
        return null;
    }

    @Override
    public DataSource getNonJtaDataSource() {
        return source;
    }

    @Override
    public List<String> getMappingFileNames() {
        return List.of();
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
        return PersistenceUnit.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    public List<String> getManagedClassNames() {
        return entities;
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
        return new Properties();
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.2";
    }

    @Override
    public ClassLoader getClassLoader() {
        return PersistenceUnit.class.getClassLoader();
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
        // Nothing to transform: the build wove the entities.
    }

    @Override
    public ClassLoader getNewTempClassLoader() {
        return getClassLoader();
    }
}
