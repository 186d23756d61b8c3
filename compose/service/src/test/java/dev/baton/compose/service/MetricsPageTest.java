package dev.baton.compose.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages name the figures that there are. */
class MetricsPageTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("compose/docs/metrics.md");
  private static final Pattern NAME = Pattern.compile("\\bbaton_[a-z_]+");
  private static final Pattern OF_A_TIMER = Pattern.compile("_(count|sum|max)$");

  @Test
  void thePageShowsTheList() throws IOException {
    String table =
        Stream.of(Metric.values()).map(MetricsPageTest::row).collect(Collectors.joining("\n"));

    assertThat(Files.readString(PAGE))
        .contains("| metric | labels | service | what it says |\n|---|---|---|---|\n" + table);
  }

  @Test
  void aScrapeHasTheNamesOfTheList() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Meters meters = new Meters(registry);
    Stream.of(Metric.values()).forEach(metric -> show(meters, metric));

    List<String> types =
        registry
            .scrape()
            .lines()
            .filter(line -> line.startsWith("# TYPE ") && !line.contains("_max "))
            .toList();

    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Metric.values())
                .map(metric -> "# TYPE " + metric.shown() + " " + type(metric.kind()))
                .toList());
  }

  @Test
  void noPageNamesAFigureThatThereIsNot() throws IOException {
    Set<String> known =
        Stream.of(Metric.values())
            .map(Metric::shown)
            .collect(Collectors.toCollection(TreeSet::new));

    try (Stream<Path> files = Files.walk(ROOT)) {
      List<String> unknown =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?target/.*"))
              .flatMap(file -> named(file).filter(name -> !known.contains(name)))
              .toList();
      assertThat(unknown).isEmpty();
    }
  }

  private static Stream<String> named(Path file) {
    try {
      return NAME.matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .map(name -> OF_A_TIMER.matcher(name).replaceFirst(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return Stream.of("`" + metric.shown() + "`", labels, metric.service(), metric.says())
        .collect(Collectors.joining(" | ", "| ", " |"))
        .replace("|  |", "| |");
  }

  private static String type(Metric.Kind kind) {
    return kind == Metric.Kind.TIMER ? "summary" : kind.name().toLowerCase(Locale.ROOT);
  }

  private static void show(Meters meters, Metric metric) {
    String[] labels = metric.labels().toArray(String[]::new);
    switch (metric.kind()) {
      case GAUGE -> meters.gauge(metric, () -> 0, labels);
      case COUNTER -> meters.total(metric, () -> 0, labels);
      case TIMER -> meters.timer(metric, labels);
    }
  }
}
