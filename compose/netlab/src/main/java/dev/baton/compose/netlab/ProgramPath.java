package dev.baton.compose.netlab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where programs are: on the PATH, and then where administrators' programs are ({@code ip}, {@code
 * nft}, {@code sysctl}), which Debian leaves out of an ordinary user's PATH. Thread-safe.
 */
public final class ProgramPath {
  /** The Filesystem Hierarchy Standard 3.0, sections 3.16, 4.10 and 4.9.2. */
  private static final List<String> ADMINISTRATORS =
      List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  /** What execvp(3) searches when there is no PATH. */
  private static final String WITHOUT_PATH = "/bin:/usr/bin";

  private static final String VARIABLE = "PATH";

  private final List<String> directories;

  private ProgramPath(List<String> directories) {
    this.directories = directories;
  }

  /** Returns that of this process. */
  public static ProgramPath own() {
    return of(Optional.ofNullable(System.getenv(VARIABLE)));
  }

  /**
   * Returns that of a process.
   *
   * @param path what its PATH says, directories with colons between; empty when it has none
   */
  static ProgramPath of(Optional<String> path) {
    Set<String> directories = new LinkedHashSet<>();
    String searched = path.filter(each -> !each.isEmpty()).orElse(WITHOUT_PATH);
    directories.addAll(List.of(searched.split(File.pathSeparator, -1)));
    directories.addAll(ADMINISTRATORS);
    return new ProgramPath(List.copyOf(directories));
  }

  /**
   * Finds a program.
   *
   * @param program its name, without a slash
   * @return where it is, the first of several; empty when it is nowhere
   */
  public Optional<Path> find(String program) {
    // An empty directory is the current one (environ(7)).
    return directories.stream()
        .map(directory -> Path.of(directory, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Prepares a command: it is found, and so is what it starts in its turn.
   *
   * @param command the program, by name or path, and its arguments
   * @return a builder, whose start fails as ever when there is no such program
   */
  public ProcessBuilder command(List<String> command) {
    List<String> words = new ArrayList<>(command);
    String program = words.get(0);
    if (!program.contains("/")) {
      words.set(0, find(program).map(Path::toString).orElse(program));
    }
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put(VARIABLE, toString());
    return builder;
  }

  /** Returns it in the way of PATH. */
  @Override
  public String toString() {
    return String.join(File.pathSeparator, directories);
  }
}
