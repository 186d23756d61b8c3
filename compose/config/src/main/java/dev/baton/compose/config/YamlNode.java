package dev.baton.compose.config;

import java.util.List;

/** A node of a YAML document with its place. Scalars are kept as they were written. */
public sealed interface YamlNode {

  /** Returns the place where the node begins. */
  Origin origin();

  /** Calls the case for this kind of node. */
  <R> R match(Cases<R> cases);

  /**
   * One branch per kind of node.
   *
   * @param <R> what a branch returns
   */
  interface Cases<R> {
    /** Keys and values. */
    R mapping(Mapping node);

    /** A list. */
    R sequence(Sequence node);

    /** A single value. */
    R scalar(Scalar node);
  }

  /**
   * Keys and values, in the order written; a key may occur twice.
   *
   * @param origin where it begins
   * @param entries its entries
   */
  record Mapping(Origin origin, List<Entry> entries) implements YamlNode {
    /** Freezes the list. */
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.mapping(this);
    }
  }

  /**
   * A list.
   *
   * @param origin where it begins
   * @param items its items
   */
  record Sequence(Origin origin, List<YamlNode> items) implements YamlNode {
    /** Freezes the list. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.sequence(this);
    }
  }

  /**
   * A single value; an empty text for an empty value or {@code null}.
   *
   * @param origin where it begins
   * @param text as written, without quotes
   */
  record Scalar(Origin origin, String text) implements YamlNode {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.scalar(this);
    }
  }

  /**
   * One key with its value.
   *
   * @param origin where the key begins
   * @param key the key
   * @param value its value
   */
  record Entry(Origin origin, String key, YamlNode value) {}
}
