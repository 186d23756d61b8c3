package dev.baton.compose.convert.keepalived;

import dev.baton.compose.convert.Findings;
import dev.baton.compose.convert.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Puts lines and braces together. */
final class StatementReader {

  /** keepalived has five levels at most. */
  private static final int DEEPEST = 16;

  private final Findings findings;
  private final Iterator<Line> lines;
  private Optional<Line> next = Optional.empty();

  private StatementReader(List<Line> lines, Findings findings) {
    this.lines = lines.iterator();
    this.findings = findings;
    advance();
  }

  /** Returns the statements; what is wrong with the braces is said to the findings. */
  static List<Statement> read(List<Line> lines, Findings findings) {
    StatementReader reader = new StatementReader(lines, findings);
    List<Statement> statements = new ArrayList<>();
    while (reader.next.isPresent()) {
      statements.addAll(reader.statements(0));
      reader.next.ifPresent(
          brace -> findings.wrong(brace.place(), "}", "closes a block that nothing opened"));
      reader.advance();
    }
    return statements;
  }

  private void advance() {
    next = lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
  }

  /** Reads up to the brace that ends this block, which stays next. */
  private List<Statement> statements(int depth) {
    List<Statement> statements = new ArrayList<>();
    while (next.isPresent() && !next.orElseThrow().closes()) {
      Line line = next.orElseThrow();
      advance();
      if (line.opens()) {
        findings.wrong(line.place(), "{", "opens a block without a word before it");
        block(line.place(), "{", depth);
      } else {
        statement(line, depth).ifPresent(statements::add);
      }
    }
    return statements;
  }

  private Optional<Statement> statement(Line line, int depth) {
    List<String> words = words(line);
    if (next.isEmpty() || !next.orElseThrow().opens()) {
      return words.isEmpty()
          ? Optional.empty()
          : Optional.of(new Statement(line.place(), line.text(), words, Optional.empty()));
    }
    advance();
    String word = words.isEmpty() ? line.text() : words.get(0);
    Block block = block(line.place(), word, depth);
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Statement(block.place(), line.text(), words, Optional.of(block.statements())));
  }

  private List<String> words(Line line) {
    try {
      return Words.of(line.text());
    } catch (IllegalArgumentException e) {
      // Of a script's line the quotes are counted in another way, which its reader does.
      if (Scripts.WORDS.stream().anyMatch(word -> line.text().startsWith(word + " "))) {
        return List.of(line.text().split("[ \\t]+", -1));
      }
      findings.wrong(
          line.place(), line.text().split("[ \\t]+", 2)[0], String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private record Block(Place place, List<Statement> statements) {}

  private Block block(Place opened, String word, int depth) {
    if (depth >= DEEPEST) {
      findings.wrong(opened, word, "is more than " + DEEPEST + " blocks deep");
      next = Optional.empty();
      return new Block(opened, List.of());
    }
    List<Statement> statements = statements(depth + 1);
    if (next.isEmpty()) {
      findings.wrong(opened, word, "its block is never closed: a } is missing");
      return new Block(opened, statements);
    }
    Place end = next.orElseThrow().place();
    advance();
    return new Block(opened.to(end), statements);
  }
}
