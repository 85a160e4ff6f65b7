package io.carillon.metrics.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricsProcessor;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Histogram;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.walkers.CollectorPrometheusMetricsWalker;

/** What was served, as somebody else's reader of Prometheus' text understands it. */
record Scrape(List<MetricFamily> families) {

    static Scrape of(Meters meters) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            meters.write(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return of(out.toByteArray());
    }

    static Scrape of(byte[] text) {
        CollectorPrometheusMetricsWalker walker = new CollectorPrometheusMetricsWalker();
        new TextPrometheusMetricsProcessor(new ByteArrayInputStream(text), walker).walk();
        return new Scrape(walker.getAllMetricFamilies());
    }

    List<String> names() {
        return families.stream().map(MetricFamily::getName).toList();
    }

    MetricFamily family(String name) {
        return families.stream()
                .filter(family -> family.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + name + " among " + names()));
    }

    Optional<Metric> find(String name, Map<String, String> labels) {
        return family(name).getMetrics().stream()
                .filter(metric -> metric.getLabels().equals(labels))
                .findFirst();
    }

    private Metric metric(String name, Map<String, String> labels) {
        return find(name, labels)
                .orElseThrow(() -> new AssertionError("There is no " + name + labels + " among "
                        + family(name).getMetrics()));
    }

    double count(String name, Map<String, String> labels) {
        return ((Counter) metric(name, labels)).getValue();
    }

    double gauge(String name, Map<String, String> labels) {
        return ((Gauge) metric(name, labels)).getValue();
    }

    Histogram histogram(String name, Map<String, String> labels) {
        return (Histogram) metric(name, labels);
    }

    /** How many were at most that, in the histogram's unit. */
    double atMost(String name, Map<String, String> labels, double limit) {
        return histogram(name, labels).getBuckets().stream()
                .filter(bucket -> bucket.getUpperBound() == limit)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No bucket ends at " + limit))
                .getCumulativeCount();
    }
}
