package dev.baton.model.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BindingTest {
  @ParameterizedTest
  @CsvSource({
    "arp,         '',    true",
    "azure-ilb,   probe, true",
    "gcp-ilb,     probe, true",
    "azure-ilb,   api,   false",
    "aws-route,   '',    false"
  })
  void isKeptByTheNodeUnlessAPlatformMustBeTold(String kind, String mode, boolean kept) {
    Map<String, String> settings = mode.isEmpty() ? Map.of() : Map.of("mode", mode);

    assertThat(new Binding(kind, new TreeMap<>(settings)).isKeptByTheNode()).isEqualTo(kept);
  }
}
