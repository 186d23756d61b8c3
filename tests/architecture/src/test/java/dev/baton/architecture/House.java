package dev.baton.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The compiled code that the rules look at. */
final class House {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.baton");

  /** Where a module's tests are when they are compiled. */
  static final Path COMPILED_TESTS = Path.of("target", "test-classes");

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final int DEEPEST_MODULE = 4;

  private House() {}

  /** Every class of every module, without the tests. */
  static JavaClasses main() {
    return MAIN;
  }

  /**
   * The tests of every module that has been compiled, without the examples of what is forbidden.
   */
  static JavaClasses tests() throws IOException {
    List<Path> compiled =
        modulesWithTests().stream()
            .map(module -> module.resolve(COMPILED_TESTS))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter()
        .importPaths(compiled)
        .that(describe("no example", type -> !type.getPackageName().contains(".bad")));
  }

  /** The folders of all modules that have tests. */
  static List<Path> modulesWithTests() throws IOException {
    try (Stream<Path> folders = Files.find(ROOT, DEEPEST_MODULE, (file, is) -> isModule(file))) {
      return folders.sorted().toList();
    }
  }

  private static boolean isModule(Path folder) {
    return Files.isRegularFile(folder.resolve("pom.xml"))
        && Files.isDirectory(folder.resolve("src/test/java"));
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
