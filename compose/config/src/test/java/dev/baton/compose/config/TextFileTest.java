package dev.baton.compose.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

  @TempDir private Path directory;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("f.yaml"), bytes);
  }

  private void refuses(Path path, String what) {
    assertThatThrownBy(() -> TextFile.read(path))
        .isInstanceOf(ConfigException.class)
        .hasMessage(path + what);
  }

  @Test
  void anEncodingThatIsNotUtf8IsToldWithItsPlace() throws IOException {
    refuses(
        file("a: 1\nb: Grün\n".getBytes(ISO_8859_1)),
        ":2:6: byte 0xFC is not UTF-8; save the file as UTF-8");
    refuses(file("a: 1\n".getBytes(UTF_16)), ": is UTF-16 text; save it as UTF-8");
  }

  @Test
  void aByteOrderMarkOfUtf8IsLeftOut() throws IOException {
    assertThat(TextFile.read(file("\uFEFFa: ü\n".getBytes(UTF_8))).text()).isEqualTo("a: ü\n");
  }

  @Test
  void whatIsNoFileOrHasNoEndIsRefused() throws IOException {
    refuses(directory, ": is a directory; a file is needed");
    refuses(directory.resolve("none"), ": does not exist");
    refuses(Path.of("/dev/zero"), ": is longer than 1 MiB, which no file for Baton is");
    refuses(file(new byte[0]).resolve("below"), ": cannot be read: Not a directory");
  }

  @Test
  void anEmptyFileIsEmpty() throws IOException {
    assertThat(TextFile.read(file(new byte[0])).text()).isEmpty();
  }
}
