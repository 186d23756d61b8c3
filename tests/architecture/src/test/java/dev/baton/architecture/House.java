package dev.baton.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The compiled code that the rules look at. */
final class House {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.baton");

  private House() {}

  /** Every class of every module, without the tests. */
  static JavaClasses main() {
    return MAIN;
  }

  /**
   * The given classes alone, with what their packages say of themselves: examples of what a rule
   * forbids.
   */
  static JavaClasses only(Class<?>... classes) {
    Set<String> names = Arrays.stream(classes).map(Class::getName).collect(toSet());
    return new ClassFileImporter()
        .importPackagesOf(classes)
        .that(describe("asked for", type -> names.contains(type.getName())));
  }

  /** What the rule has to say about the classes, one line for each breach. */
  static List<String> breaches(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).getFailureReport().getDetails();
  }
}
