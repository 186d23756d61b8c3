package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceLimitsTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void everySourceFileKeepsTheLimits() throws IOException {
    List<Path> files = sources();

    assertThat(files).as("source files under %s", ROOT).hasSizeGreaterThan(10);
    assertThat(
            SourceFile.read(ROOT, files).stream()
                .flatMap(file -> SourceLimits.breaches(file).stream()))
        .isEmpty();
  }

  @Test
  void aMethodOfFortyLinesIsFineAndOneMoreIsReported() {
    assertThat(inClass("void m() {\n" + "int x;\n".repeat(38) + "}")).isEmpty();
    assertThat(inClass("void m() {\n" + "int x;\n".repeat(39) + "}"))
        .containsExactly("a/src/main/java/A.java:2: m: 41 lines, limit 40");
  }

  @Test
  void aTestMethodMayHaveSixtyLines() {
    String text = "class A {\nvoid m() {\n" + "int x;\n".repeat(58) + "}\n}";
    String longer = "class A {\nvoid m() {\n" + "int x;\n".repeat(59) + "}\n}";

    assertThat(breaches("a/src/test/java/A.java", text)).isEmpty();
    assertThat(breaches("a/src/test/java/A.java", longer))
        .containsExactly("a/src/test/java/A.java:2: m: 61 lines, limit 60");
  }

  @Test
  void aSixthParameterIsReported() {
    assertThat(inClass("void m(int a, int b, int c, int d, int e) {}")).isEmpty();
    assertThat(inClass("void m(int a, int b, int c, int d, int e, int f) {}"))
        .containsExactly("a/src/main/java/A.java:2: m: 6 parameters, limit 5");
  }

  @Test
  void recordsAndForeignFunctionsHaveTheParametersThatTheyHave() {
    String six = "(int a, int b, int c, int d, int e, int f)";

    assertThat(inClass("record R" + six + " {}")).isEmpty();
    assertThat(inClass("record R" + six + " {\n R" + six + " { this.a = a; } }")).isEmpty();
    assertThat(inClass("native void m" + six + ";")).isEmpty();
    assertThat(inClass("interface C extends Library { void m" + six + "; }")).isEmpty();
  }

  @Test
  void anEighthBranchIsReported() {
    assertThat(inClass("void m(boolean a) {" + "if (a) {}".repeat(7) + "}")).isEmpty();
    assertThat(inClass("void m(boolean a) { m(a && a || a);" + "if (a) {}".repeat(6) + "}"))
        .containsExactly("a/src/main/java/A.java:2: m: 9 branches + 1, limit 8");
  }

  @Test
  void branchesOfAnInnerClassAreItsOwn() {
    String inner = "new Object() { void n(boolean a) {" + "if (a) {}\n".repeat(7) + "} };";

    assertThat(inClass("void m(boolean a) {\n" + "if (a) {}\n".repeat(7) + inner + "}")).isEmpty();
  }

  @Test
  void aLongFileAndALongLineAreReported() {
    assertThat(inClass("\n".repeat(400))).hasSize(1).first().asString().contains("limit 400");
    assertThat(inClass("// " + "x".repeat(98)))
        .containsExactly("a/src/main/java/A.java:2: 101 columns");
  }

  @Test
  void aPublicTypeWithoutJavadocIsReported() {
    assertThat(breaches("a/src/main/java/A.java", "public class A {}"))
        .containsExactly("a/src/main/java/A.java:1: public type A has no Javadoc");
    assertThat(breaches("a/src/main/java/A.java", "/** An A. */ public class A {}")).isEmpty();
  }

  @Test
  void aMessageKeyThatIsNotLowerCamelIsReported() {
    String said = "void m() {\nLOG.atInfo()\n.addKeyValue(\"%s\", 1).log(\"read\"); }";

    assertThat(inClass(said.formatted("readUpTo"))).isEmpty();
    assertThat(inClass(said.formatted("read-up-to")))
        .containsExactly("a/src/main/java/A.java:4: message key \"read-up-to\" is not lowerCamel");
  }

  private static List<String> inClass(String member) {
    return breaches("a/src/main/java/A.java", "class A {\n" + member + "\n}");
  }

  private static List<String> breaches(String name, String text) {
    return SourceLimits.breaches(SourceFile.parse(name, text));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> ROOT.relativize(file).toString().contains("src/"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
          .sorted()
          .toList();
    }
  }
}
