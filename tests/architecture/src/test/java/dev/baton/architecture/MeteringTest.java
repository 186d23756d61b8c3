package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.architecture.bad.meter.MeterOfItsOwn;
import dev.baton.compose.service.Metric;
import org.junit.jupiter.api.Test;

class MeteringTest {
  @Test
  void metersAreMadeInOnePlace() {
    Metering.isMadeInOnePlace().check(House.main());
  }

  @Test
  void aMeterThatSomebodyMakesByHimselfIsReported() {
    assertThat(House.breaches(Metering.isMadeInOnePlace(), House.only(MeterOfItsOwn.class)))
        .anyMatch(line -> line.contains("io.micrometer.core.instrument.MeterRegistry"));
  }

  @Test
  void everyFigureOfTheListIsShown() {
    assertThat(Metering.unused(House.main())).isEmpty();
  }

  @Test
  void aFigureThatNobodyShowsIsReported() {
    assertThat(Metering.unused(House.only(Metric.class))).contains("VIP_HOLDING");
  }
}
