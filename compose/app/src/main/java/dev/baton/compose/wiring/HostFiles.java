package dev.baton.compose.wiring;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;

/** Checks the files that a configuration names. Each check returns the problem, if there is one. */
final class HostFiles {

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

  private final Config config;
  private final String user = System.getProperty("user.name", "this user");

  HostFiles(Config config) {
    this.config = config;
  }

  /** Checks a program: a file that this user may execute, in a form that Linux can run. */
  Optional<Problem> program(String key, List<String> command) {
    Path program = Path.of(command.get(0));
    if (!Files.exists(program)) {
      return wrong(key, program + " is not there");
    }
    if (!Files.isRegularFile(program)) {
      return wrong(key, program + " is no file");
    }
    if (!Files.isExecutable(program)) {
      return wrong(key, program + " may not be run by " + user + "; chmod +x it");
    }
    return interpreter(key, program);
  }

  /**
   * The first line of a script names its interpreter. With Windows' line ends, no such program is
   * found.
   */
  private Optional<Problem> interpreter(String key, Path program) {
    if (!Files.isReadable(program)) {
      // It may be executable all the same.
      return Optional.empty();
    }
    byte[] head;
    try (InputStream stream = Files.newInputStream(program)) {
      head = stream.readNBytes(256);
    } catch (IOException e) {
      return wrong(key, program + " cannot be read: " + Config.messageOf(e));
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith(new String(ELF, StandardCharsets.ISO_8859_1))) {
      return Optional.empty();
    }
    if (!text.startsWith("#!")) {
      return wrong(key, program + " is neither a program nor a script that begins with #!");
    }
    String line = text.split("\n", 2)[0];
    String reader = line.substring(2).strip().split("\\s+", 2)[0];
    boolean windows = line.endsWith("\r");
    return windows || !Files.isExecutable(Path.of(reader))
        ? wrong(
            key,
            program
                + " is to be read by "
                + reader
                + (windows ? ", but its lines end as in Windows" : ", which cannot be run"))
        : Optional.empty();
  }

  /** Checks that a directory exists or can be created, and can be written to. */
  Optional<Problem> directory(String key, Path directory) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      return wrong(key, directory + " is no directory");
    }
    Path nearest = directory;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      return wrong(key, directory + " cannot be made: " + nearest + " is no directory");
    }
    return Files.isWritable(nearest)
        ? Optional.empty()
        : wrong(
            key,
            (nearest.equals(directory) ? directory.toString() : directory + " in " + nearest)
                + " may not be written by "
                + user);
  }

  /** Checks a file of certificates in PEM form. */
  Optional<Problem> certificates(String key, Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(stream).isEmpty()
          ? wrong(key, file + " holds no certificate")
          : Optional.empty();
    } catch (IOException e) {
      return wrong(key, file + (Files.exists(file) ? " may not be read" : " is not there"));
    } catch (CertificateException e) {
      return wrong(key, file + " holds no certificates in PEM form: " + e.getMessage());
    }
  }

  private Optional<Problem> wrong(String key, String what) {
    return Optional.of(config.problem(key, what));
  }
}
