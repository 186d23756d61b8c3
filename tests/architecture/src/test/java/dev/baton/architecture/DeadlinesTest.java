package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import dev.baton.architecture.bad.patient.PatientForAWhile;
import dev.baton.architecture.bad.patient.PatientForEver;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadlinesTest {
  @Test
  void codeThatRunsWaitsForNothingForEver() {
    Deadlines.nobodyWaitsForEver().check(House.main());
  }

  @Test
  void testsWaitForNothingForEver() throws IOException {
    Deadlines.nobodyWaitsForEver().check(House.tests());
  }

  /** Else a test could hang on what no rule knows, such as a read from a pipe. */
  @Test
  void everyTestHasADeadlineOfItsOwn() {
    assertThat(Thread.currentThread().getName()).startsWith("junit-timeout-thread");
  }

  @Test
  void theTestsOfEveryModuleAreLookedAt() throws IOException {
    List<String> missing =
        House.modulesWithTests().stream()
            .filter(module -> !Files.isDirectory(module.resolve(House.COMPILED_TESTS)))
            .map(Path::toString)
            .toList();

    // Whoever builds a few modules looks at these alone; where everything is built, at all.
    assertThat(Boolean.getBoolean("baton.strict") ? missing : List.of()).isEmpty();
    assertThat(House.modulesWithTests()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("waysToWaitForEver")
  void everyWayToWaitForEverIsReported(String member) {
    var breaches = House.breaches(Deadlines.nobodyWaitsForEver(), House.only(PatientForEver.class));

    assertThat(breaches).anyMatch(line -> line.contains("PatientForEver." + member + "("));
  }

  @Test
  void whoeverWaitsWithADeadlinePasses() {
    JavaClasses patient = House.only(PatientForAWhile.class);

    assertThat(House.breaches(Deadlines.nobodyWaitsForEver(), patient)).isEmpty();
  }

  @Test
  void nobodyIsAllowedToWaitWhoDoesNot() {
    Set<String> waiting = new TreeSet<>();
    House.main().stream()
        .flatMap(type -> type.getCodeUnits().stream())
        .map(JavaCodeUnit::getAccessesFromSelf)
        .flatMap(Set::stream)
        .filter(Deadlines::isEndlessBut)
        .map(Deadlines::origin)
        .forEach(waiting::add);

    assertThat(waiting).containsAll(Deadlines.allowed());
  }

  static Stream<String> waysToWaitForEver() {
    return Arrays.stream(PatientForEver.class.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .map(Method::getName);
  }
}
