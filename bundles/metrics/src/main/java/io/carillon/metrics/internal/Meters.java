package io.carillon.metrics.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Every figure of this server, those of its Java included. Safe for use by many threads. */
@Component(service = Meters.class)
public final class Meters {

    /** What Prometheus has understood since its beginning. */
    static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final JvmGcMetrics collections = new JvmGcMetrics();

    @Activate
    public Meters() {
        List<MeterBinder> java = List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                new FileDescriptorMetrics(),
                collections);
        java.forEach(binder -> binder.bindTo(registry));
    }

    @Deactivate
    public void close() {
        collections.close();
        registry.close();
    }

    MeterRegistry registry() {
        return registry;
    }

    /** A histogram of times with these buckets, and no others. */
    Timer times(String name, String description, Tags tags, Duration... buckets) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** Writes all figures as Prometheus' text. */
    void write(OutputStream out) throws IOException {
        writer.write(out, registry.getPrometheusRegistry().scrape());
    }
}
