package dev.baton.jvm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The command that starts a Java program in a process of its own, with the Java that runs this
 * process.
 *
 * @param flags the JVM's flags, in order; of two that contradict each other the later one counts
 * @param classPath as {@code java -cp} takes it
 * @param mainClass its binary name
 */
public record JavaCommand(List<String> flags, String classPath, String mainClass) {
  /** Freezes the list. */
  public JavaCommand {
    flags = List.copyOf(flags);
  }

  /** Returns a program without flags, on the class path of this process. */
  public static JavaCommand of(Class<?> mainClass) {
    return new JavaCommand(
        List.of(), System.getProperty("java.class.path", ""), mainClass.getName());
  }

  /** Returns a program with the flags with which {@code ./baton} starts a service. */
  public static JavaCommand service(String mainClass) {
    return launched(mainClass, "early.flags", "service.flags");
  }

  /**
   * Returns a program with the flags with which {@code ./baton} starts a verb. They are a service's
   * without those that compile early, which a process pays for that lives for a minute only.
   */
  public static JavaCommand verb(String mainClass) {
    return launched(mainClass, "service.flags");
  }

  /** Returns a program with the flags with which {@code ./baton} starts a broker. */
  public static JavaCommand broker(String mainClass) {
    return launched(mainClass, "early.flags", "broker.flags");
  }

  private static JavaCommand launched(String mainClass, String... files) {
    Stream<String> first =
        isRoot() ? Stream.of("every.flags", "root.flags") : Stream.of("every.flags");
    return new JavaCommand(
        Stream.concat(first, Stream.of(files)).flatMap(file -> read(file).stream()).toList(),
        System.getProperty("java.class.path", ""),
        mainClass);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name", "").equals("root");
  }

  /** Returns the same program with further flags after the present ones. */
  public JavaCommand with(List<String> more) {
    return new JavaCommand(
        Stream.concat(flags.stream(), more.stream()).toList(), classPath, mainClass);
  }

  /** Returns the same program with further flags after the present ones. */
  public JavaCommand with(String... more) {
    return with(List.of(more));
  }

  /** Returns the same program on another class path. */
  public JavaCommand on(String otherClassPath) {
    return new JavaCommand(flags, otherClassPath, mainClass);
  }

  /** Returns the words of the command, as {@link ProcessBuilder} takes them. */
  public List<String> words(List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(tool("java").toString());
    words.addAll(flags);
    words.addAll(List.of("-cp", classPath, mainClass));
    words.addAll(arguments);
    return List.copyOf(words);
  }

  /** Returns the words of the command. */
  public List<String> words(String... arguments) {
    return words(List.of(arguments));
  }

  /** Returns the path of a program of this process's JDK, for example {@code java}. */
  public static Path tool(String name) {
    return Path.of(System.getProperty("java.home", ""), "bin", name);
  }

  /**
   * Returns the flags in one of the resource files, in order.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  static List<String> read(String file) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(JavaCommand.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
