package dev.baton.compose.convert.keepalived;

import dev.baton.compose.config.Suggestion;
import dev.baton.compose.convert.Findings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Goes through blocks so that every line of them is read or said. */
final class Blocks {

  private static final int LONGEST_SHOWN = 40;
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private final Findings findings;

  Blocks(Findings findings) {
    this.findings = findings;
  }

  Findings findings() {
    return findings;
  }

  /**
   * Goes through a block.
   *
   * @param section the table of {@link Keywords} that has its words
   * @param reader takes each statement whose word is to be read
   */
  void walk(List<Statement> statements, String section, Consumer<Statement> reader) {
    for (Statement statement : statements) {
      Optional<Keywords.Meaning> meaning = Keywords.meaning(section, statement.word());
      if (meaning.isEmpty()) {
        unknown(statement, section);
      } else {
        take(statement, meaning.orElseThrow(), reader);
      }
    }
  }

  private void take(Statement statement, Keywords.Meaning meaning, Consumer<Statement> reader) {
    switch (meaning.use()) {
      case READ -> reader.accept(statement);
      case LEFT -> findings.left(statement.place(), statement.word(), meaning.reason());
      case CHANGED -> findings.changed(statement.place(), statement.word(), meaning.reason());
    }
  }

  private void unknown(Statement statement, String section) {
    String where = section.equals("top") ? "outside of all blocks" : "in " + section;
    findings.wrong(
        statement.place(),
        shown(statement.word()),
        "is no word of keepalived "
            + where
            + near(statement.word(), section)
            + "; mend it, or take it out of a copy of the file");
  }

  /** Compared with all words of the section, a long word would take long, and is near to none. */
  private static String near(String word, String section) {
    return word.length() > LONGEST_SHOWN ? "" : Suggestion.sentence(word, Keywords.words(section));
  }

  /** Cuts what stands in a file so that it can stand in a message. */
  static String shown(String word) {
    return word.length() <= LONGEST_SHOWN ? word : word.substring(0, LONGEST_SHOWN) + "...";
  }

  /** Returns the statements of a block, and says it if there is none. */
  List<Statement> body(Statement statement) {
    if (statement.block().isEmpty()) {
      findings.wrong(statement.place(), statement.word(), "needs a block in braces");
    }
    return statement.body();
  }

  /** Says it if a word that has no block has one. */
  void requireLine(Statement statement) {
    if (statement.block().isPresent()) {
      findings.wrong(statement.place(), statement.word(), "has no block in braces");
    }
  }

  /** Returns the word behind the first, and says it if there is none. */
  Optional<String> value(Statement statement) {
    Optional<String> value = statement.word(1);
    if (value.isEmpty()) {
      findings.wrong(statement.place(), statement.word(), "needs a value behind it");
    }
    return value;
  }

  /** Returns a whole number within bounds, and says it if it is none. */
  Optional<Integer> number(Statement statement, int least, int most) {
    return value(statement).flatMap(text -> number(statement, text, least, most));
  }

  /** Returns a whole number within bounds, and says it if it is none. */
  Optional<Integer> number(Statement statement, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below, like a number that is out of bounds.
    }
    findings.wrong(
        statement.head(),
        statement.word(),
        "\"" + shown(text) + "\" is no whole number within " + least + " to " + most);
    return Optional.empty();
  }

  /** Returns seconds, which may have a fraction, and says it if they are none. */
  Optional<Duration> seconds(Statement statement, int most) {
    Optional<String> text = value(statement);
    Optional<BigDecimal> number =
        text.filter(word -> word.matches("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}"))
            .map(BigDecimal::new)
            .filter(read -> read.compareTo(BigDecimal.valueOf(most)) <= 0);
    if (text.isPresent() && number.isEmpty()) {
      findings.wrong(
          statement.place(),
          statement.word(),
          "\"" + shown(text.orElseThrow()) + "\" is no number of seconds within 0 to " + most);
    }
    return number.map(read -> Duration.ofNanos(read.multiply(MILLION).longValue() * 1000));
  }
}
