package dev.baton.architecture;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What the {@code baton} command runs with on a node, and what must not be there. */
final class NodeClassPath {
  /** Maven writes it while it builds the command (compose/app/pom.xml). */
  private static final Path WRITTEN = Path.of("../../compose/app/target/runtime-classpath");

  /**
   * Folders of packages, at least one of each jar that is for trying out and for tests: our own,
   * Kafka's server and what it is written in, the tools of tests. Kafka's clients have none of
   * these.
   */
  static final List<String> NEVER =
      List.of(
          "dev/baton/broker/",
          "dev/baton/compose/demo/",
          "dev/baton/compose/netlab/",
          "dev/baton/jvm/",
          "dev/baton/simulation/",
          "dev/baton/cloudstubs/",
          "dev/baton/log/contract/",
          "dev/baton/log/keeper/",
          "dev/baton/log/memory/",
          "dev/baton/testkit/",
          "kafka/server/",
          "org/apache/kafka/controller/",
          "org/apache/kafka/network/",
          "org/apache/kafka/raft/",
          "org/apache/kafka/storage/",
          "org/apache/kafka/timeline/",
          "org/assertj/",
          "org/junit/",
          "scala/");

  private NodeClassPath() {}

  /** A node's: every jar, or folder of classes, beside those of the command itself. */
  static List<Path> entries() throws IOException {
    return split(Files.readString(WRITTEN));
  }

  /** The entries of a class path as {@code java -cp} takes it. */
  static List<Path> split(String classPath) {
    return Arrays.stream(classPath.strip().split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  /** What of a class path must not come onto a node, one line for each folder of packages. */
  static List<String> breaches(List<Path> entries) {
    return entries.stream()
        .flatMap(
            entry ->
                NEVER.stream()
                    .filter(folder -> has(entry, folder))
                    .map(folder -> entry + " has " + folder))
        .toList();
  }

  private static boolean has(Path entry, String folder) {
    if (Files.isDirectory(entry)) {
      return Files.isDirectory(entry.resolve(folder));
    }
    try (JarFile jar = new JarFile(entry.toFile());
        Stream<String> names = jar.stream().map(file -> file.getName())) {
      return names.anyMatch(name -> name.startsWith(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(entry + " cannot be read", e);
    }
  }
}
