package dev.baton.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final int README_LINES = 200;

  @Test
  void everyLinkIntoTheProjectLeadsSomewhere() throws IOException {
    List<Page> pages = pages();

    assertThat(pages).as("pages under %s", ROOT).hasSizeGreaterThan(20);
    assertThat(pages.stream().flatMap(page -> page.broken().stream())).isEmpty();
  }

  @Test
  void theProjectsReadmeIsReadInOneGo() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md")))
        .hasSizeLessThanOrEqualTo(README_LINES);
  }

  @Test
  void aLinkToNoFileOrNoHeadingIsReported() {
    String text =
        """
        # One & two: `three`
        [a](README.md) [b](nowhere.md) [c](#one--two-three) [d](#four)
        [e](README.md#baton) [f](README.md#nothing) [g](https://example.org/#x)
        `[h](code.md)`
        ```
        [i](fence.md)
        # Four
        ```
        """;

    assertThat(Page.parse(ROOT.resolve("page.md"), text).broken())
        .containsExactly("page.md: nowhere.md", "page.md: #four", "page.md: README.md#nothing");
  }

  @Test
  void aHeadingThatComesAgainHasANumber() {
    assertThat(Page.parse(ROOT.resolve("page.md"), "## Tests\n## Tests\n").anchors())
        .containsExactly("tests", "tests-1");
  }

  private static List<Page> pages() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
          .sorted()
          .map(Page::read)
          .toList();
    }
  }
}
