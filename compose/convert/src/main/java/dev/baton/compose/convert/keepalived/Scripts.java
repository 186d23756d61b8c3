package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Findings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the command lines of scripts, as {@code set_script_params_array} of keepalived does. */
final class Scripts {

  /** The words whose lines have a command in them, and perhaps a user. */
  static final Set<String> WORDS =
      Set.of(
          "script",
          "notify",
          "notify_master",
          "notify_backup",
          "notify_fault",
          "notify_stop",
          "notify_deleted",
          "notify_master_rx_lower_pri",
          "notify_fifo_script",
          "vrrp_notify_fifo_script",
          "lvs_notify_fifo_script",
          "startup_script",
          "shutdown_script");

  /** What no path of a program has, and a shell understands: keepalived then calls a shell. */
  private static final Pattern FOR_A_SHELL = Pattern.compile("[|&;<>()$`*?\\[\\]~=]");

  private static final Pattern OPERATOR = Pattern.compile("[|&;<>]+|[0-9]?[<>].*|.*;");

  /** An agent's command has at most this many words. */
  private static final int MOST_WORDS = 64;

  private final Findings findings;

  Scripts(Findings findings) {
    this.findings = findings;
  }

  /** Returns program and arguments, and says it if there are none, or if they are not right. */
  Optional<List<String>> command(Statement statement) {
    List<String> parts;
    List<String> words;
    try {
      parts = Words.quoted(statement.text());
      words = parts.size() < 2 ? List.of() : Words.command(parts.get(1));
    } catch (IllegalArgumentException e) {
      findings.wrong(statement.place(), statement.word(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    if (words.isEmpty() || words.stream().anyMatch(word -> word.isBlank() && words.size() == 1)) {
      findings.wrong(statement.place(), statement.word(), "needs a command behind it");
      return Optional.empty();
    }
    if (words.size() > MOST_WORDS || words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      findings.wrong(
          statement.place(), statement.word(), "has more than 64 words, or one with a zero byte");
      return Optional.empty();
    }
    others(statement, parts.subList(2, parts.size()));
    return Optional.of(program(statement, words, parts.get(1)));
  }

  /** Behind the command stands a user, and perhaps a group. */
  private void others(Statement statement, List<String> rest) {
    if (rest.isEmpty()) {
      return;
    }
    if (statement.word().equals("script")) {
      findings.changed(
          statement.place(),
          "script",
          "what stands behind the first word is no part of the command for keepalived either;"
              + " put the whole command between double quotes");
    } else {
      findings.changed(
          statement.place(),
          statement.word(),
          "its user "
              + Blocks.shown(rest.get(0))
              + " is not carried over: Baton runs scripts as the user of its own service; begin"
              + " the command with runuser -u USER --");
    }
  }

  private List<String> program(Statement statement, List<String> words, String line) {
    if (FOR_A_SHELL.matcher(words.get(0)).find()) {
      return List.of("/bin/sh", "-c", line);
    }
    if (words.stream().anyMatch(word -> OPERATOR.matcher(word).matches())) {
      findings.changed(
          statement.place(),
          statement.word(),
          "no shell reads it, so that the program gets words such as | or && as they are, as from"
              + " keepalived; write [/bin/sh, -c, ...] if a shell is meant");
    }
    // One word is split at its blanks by the configuration.
    boolean splits = words.size() == 1 && words.get(0).matches(".*\\s.*");
    return splits ? List.of("/usr/bin/env", words.get(0)) : words;
  }
}
