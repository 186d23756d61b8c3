package dev.baton.bench;

/** What a benchmark says. */
interface Result {
  /** A line for people. */
  String toText();

  /** A row of a table in Markdown. */
  String toRow();

  /** A line of JSON. */
  String toJson(String machine, String date);
}
