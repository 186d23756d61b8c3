package dev.baton.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** Rules for all of our code that a class file can tell. */
final class Conventions {
  private Conventions() {}

  /** Null is never meant unless a signature says so. */
  static ArchRule packagesAreNullMarked() {
    return classes()
        .should(
            have(
                DescribedPredicate.<JavaClass>describe(
                    "a package-info with @NullMarked",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class))));
  }

  /** State has an owner; nothing that changes is static. */
  static ArchRule staticFieldsAreFinal() {
    return fields().that().areStatic().should().beFinal().allowEmptyShould(true);
  }

  /** A name says what the thing is for. */
  static ArchRule namesSayWhatFor() {
    return noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper)");
  }
}
