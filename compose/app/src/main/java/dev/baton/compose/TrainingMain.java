package dev.baton.compose;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The {@code baton} command after it has loaded classes that only a Kafka at work would make it
 * load: for the JVM to put them into an archive of classes. Started by {@code train} of the
 * packages, nowhere else.
 */
public final class TrainingMain {
  /** The system property that names the file with the patterns of the classes' names. */
  private static final String PATTERNS = "baton.classes";

  private static final String CLASS = ".class";

  private TrainingMain() {}

  /**
   * Loads the classes, and runs the command.
   *
   * @param args the words after {@code baton}
   * @throws IOException when the patterns or a jar cannot be read
   */
  public static void main(String[] args) throws IOException {
    Predicate<String> wanted = patterns(Path.of(System.getProperty(PATTERNS, "")));
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar")) {
        names(Path.of(entry)).stream().filter(wanted).forEach(TrainingMain::load);
      }
    }
    Main.main(args);
  }

  /** Returns whether a line's pattern is that of the whole name. {@code #} begins a comment. */
  static Predicate<String> patterns(Path file) throws IOException {
    List<Predicate<String>> lines =
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> Pattern.compile(line.strip()).asMatchPredicate())
            .toList();
    return name -> lines.stream().anyMatch(line -> line.test(name));
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
          .toList();
    }
  }

  private static void load(String name) {
    try {
      Class<?> unused = Class.forName(name, false, TrainingMain.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // It needs a library that the set leaves out, and is not loaded in a process's life either.
    }
  }
}
