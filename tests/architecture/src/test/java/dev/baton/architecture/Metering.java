package dev.baton.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchRule;
import dev.baton.compose.service.Metric;
import java.util.List;

/** One way to show a figure, so that the list of them is whole. */
final class Metering {
  private static final String MICROMETER = "io\\.micrometer\\..*";

  /** What {@code Meters} returns, to be counted with. */
  private static final String RETURNED = "io\\.micrometer\\.core\\.instrument\\.(Counter|Timer)";

  private Metering() {}

  /** Whoever has a new figure adds it to {@code dev.baton.compose.service.Metric}. */
  static ArchRule isMadeInOnePlace() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("dev.baton.compose.service..")
        .should()
        .dependOnClassesThat(
            describe(
                "make meters",
                type -> type.getName().matches(MICROMETER) && !type.getName().matches(RETURNED)));
  }

  /** The figures of the list that nobody shows. */
  static List<String> unused(JavaClasses classes) {
    JavaClass list = classes.get(Metric.class);
    return list.getFields().stream()
        .filter(field -> field.getRawType().equals(list))
        .filter(
            field ->
                field.getAccessesToSelf().stream()
                    .allMatch(access -> access.getOriginOwner().equals(list)))
        .map(JavaField::getName)
        .toList();
  }
}
