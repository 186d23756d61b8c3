package dev.baton.model.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.Epoch;
import dev.baton.model.InstallId;
import dev.baton.model.Position;
import dev.baton.model.SessionId;
import dev.baton.model.Source;
import dev.baton.model.audit.AuditEntry.Kind;
import dev.baton.model.state.Obstacle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditDetailTest {

  private static AuditEntry line(Map<String, String> details) {
    return new AuditEntry(
        Optional.empty(),
        new Source(0, new Position(7), 0),
        Instant.EPOCH,
        Kind.OUTCOME,
        "R",
        Optional.empty(),
        Optional.empty(),
        "a holds the VIPs",
        List.of(),
        new TreeMap<>(details));
  }

  private static <T> void assertWritten(AuditDetail<T> detail, T value, String text) {
    assertThat(detail.write(value)).isEqualTo(text);
    assertThat(line(Map.of(detail.name(), text)).detail(detail)).contains(value);
  }

  @Test
  void everyDetailIsListedOnceByName() throws ReflectiveOperationException {
    List<AuditDetail<?>> declared = new ArrayList<>();
    for (Field field : AuditDetail.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && field.get(null) instanceof AuditDetail<?> detail) {
        assertThat(detail.name())
            .isEqualTo(field.getName().toLowerCase(Locale.ROOT).replace('_', '-'));
        declared.add(detail);
      }
    }

    assertThat(AuditDetail.all()).containsExactlyInAnyOrderElementsOf(declared).isSorted();
    assertThat(AuditDetail.all()).doesNotHaveDuplicates();
  }

  @Test
  void aValueIsReadAsItIsWritten() {
    assertWritten(AuditDetail.CAUSE, new Position(40), "40");
    assertWritten(AuditDetail.LAST, Position.NONE, "-1");
    assertWritten(AuditDetail.CAUSED_AT, Instant.EPOCH.plusMillis(5), "1970-01-01T00:00:00.005Z");
    assertWritten(AuditDetail.TOOK_MS, Duration.ofMillis(1500), "1500");
    assertWritten(AuditDetail.HOLDING, new Epoch(3), "3");
    assertWritten(AuditDetail.VERSION, 12L, "12");
    assertWritten(AuditDetail.OVERRIDE, true, "true");
    assertWritten(AuditDetail.SESSION, new SessionId("s-1"), "s-1");
    assertWritten(AuditDetail.INSTALL, new InstallId("i-1"), "i-1");
    assertWritten(AuditDetail.ANSWER, RequestAnswer.ACCEPTED, "accepted");
    assertWritten(AuditDetail.OBSTACLE, Obstacle.NOBODY_ELIGIBLE, "NOBODY_ELIGIBLE");
    assertWritten(AuditDetail.OUTPUT, "a\nb", "a\nb");
  }

  @Test
  void aPartOfAMillisecondIsDropped() {
    assertThat(AuditDetail.TOOK_MS.write(Duration.ofNanos(3_999_999))).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource({
    "cause, x; rm -rf",
    "cause, 99999999999999999999",
    "cause, -2",
    "caused-at, yesterday",
    "took-ms, 1.5",
    "override, yes",
    "answer, perhaps",
    "obstacle, NONE_OF_TODAY",
    "session, ''"
  })
  void aForeignValueIsNoneButStaysReadableAsItStands(String name, String text) {
    AuditEntry line = line(Map.of(name, text));
    AuditDetail<?> detail =
        AuditDetail.all().stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow();

    assertThat(line.detail(detail)).isEmpty();
    assertThat(line.has(detail)).isTrue();
    assertThat(line.details()).containsEntry(name, text);
  }

  @Test
  void aNameOfANewerArbiterStaysReadable() {
    assertThat(line(Map.of("of-tomorrow", "x")).details()).containsEntry("of-tomorrow", "x");
  }

  @Test
  void aLineKnowsItsRuleAndWhatItLacks() {
    AuditEntry line = line(Map.of());

    assertThat(line.isBy(AuditRule.R)).isTrue();
    assertThat(line.isBy(AuditRule.E)).isFalse();
    assertThat(line.has(AuditDetail.CAUSE)).isFalse();
    assertThat(line.detail(AuditDetail.CAUSE)).isEmpty();
  }
}
