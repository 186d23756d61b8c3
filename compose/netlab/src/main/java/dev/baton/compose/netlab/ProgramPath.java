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
 * Finds programs: on the PATH, and then in the administrators' directories ({@code ip}, {@code
 * nft}, {@code sysctl}), which Debian leaves out of an ordinary user's PATH. Thread-safe.
 */
public final class ProgramPath {
  /** The Filesystem Hierarchy Standard 3.0, sections 3.16, 4.10 and 4.9.2. */
  private static final List<String> ADMINISTRATORS =
      List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  /** The directories that execvp(3) searches if there is no PATH. */
  private static final String WITHOUT_PATH = "/bin:/usr/bin";

  private static final String VARIABLE = "PATH";

  private final List<String> directories;

  private ProgramPath(List<String> directories) {
    this.directories = directories;
  }

  /** Returns the path of this process. */
  public static ProgramPath own() {
    return of(Optional.ofNullable(System.getenv(VARIABLE)));
  }

  /**
   * Returns the path of a process.
   *
   * @param path the value of its PATH, directories separated by colons; empty if it has none
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
   * @return its path, the first of several; empty if there is none
   */
  public Optional<Path> find(String program) {
    // An empty directory means the current one (environ(7)).
    return directories.stream()
        .map(directory -> Path.of(directory, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Prepares a command. Programs that the command starts itself are found in the same directories.
   *
   * @param command the program, by name or path, and its arguments
   * @return a builder; its start fails as usual if there is no such program
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

  /** Returns the directories in the form of PATH. */
  @Override
  public String toString() {
    return String.join(File.pathSeparator, directories);
  }
}
