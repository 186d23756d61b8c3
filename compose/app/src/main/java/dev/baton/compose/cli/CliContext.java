package dev.baton.compose.cli;

import dev.baton.compose.wiring.LogOpener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a command finds around it.
 *
 * @param environment all environment variables
 * @param out for answers
 * @param err for what goes wrong and for progress
 * @param logs opens the log
 * @param clock this machine's time, for display
 * @param terminal whether answers go to a terminal
 * @param operatorFile the configuration that operator's verbs read unless another is named; it need
 *     not be there
 */
public record CliContext(
    SortedMap<String, String> environment,
    PrintWriter out,
    PrintWriter err,
    LogOpener logs,
    InstantSource clock,
    boolean terminal,
    Path operatorFile) {

  /** Freezes the environment. */
  public CliContext {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** Tells whether answers still go anywhere: the reader of a pipe may have ended. */
  boolean isHeard() {
    return !out.checkError();
  }

  /** Writes a line for the user to read. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Writes a line about what went wrong. */
  void complain(String line) {
    err.println(line);
    err.flush();
  }
}
