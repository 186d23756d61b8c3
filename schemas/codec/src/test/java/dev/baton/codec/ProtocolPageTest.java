package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples on the page of the records are the frozen texts. */
class ProtocolPageTest {

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^### `([^`]+)`$.*?^```json\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void showsTheFrozenTextOfEveryType() throws IOException {
    Map<String, String> shown = new TreeMap<>();
    Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("../RECORDS.md")));
    while (matcher.find()) {
      shown.put(matcher.group(1), matcher.group(2));
    }

    Map<String, String> frozen = new TreeMap<>();
    Schemas.types().forEach(type -> frozen.put(type, Samples.text(type)));
    assertThat(shown).isEqualTo(frozen);
  }
}
