package dev.baton.compose.cli;

import dev.baton.compose.wiring.LogOpener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The environment of a command.
 *
 * @param environment all environment variables
 * @param out standard output, for answers
 * @param err standard error, for errors and progress
 * @param logs opens the log
 * @param clock this machine's time, for display
 * @param terminal whether standard output is a terminal
 * @param operatorFile the default configuration file of operators' verbs; it may be missing
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

  /** Tells whether answers are still read: the reader of a pipe may have ended. */
  boolean isHeard() {
    return !out.checkError();
  }

  /** Writes a line to standard output. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Writes a line to standard error. */
  void complain(String line) {
    err.println(line);
    err.flush();
  }
}
