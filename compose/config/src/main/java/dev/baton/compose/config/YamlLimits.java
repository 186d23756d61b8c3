package dev.baton.compose.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Checks the parser's events of a document, without recursion, before its nodes are built. A file
 * must be one document, not too deep, and not too long when its aliases are expanded.
 */
final class YamlLimits {

  /** Deeper than any file of Baton. */
  private static final int MOST_LEVELS = 16;

  /** More values than any file of Baton has. */
  private static final long MOST_VALUES = 10_000;

  private final Function<Mark, Origin> places;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, Long> sizes = new HashMap<>();
  private int documents;
  private long values;

  private YamlLimits(Function<Mark, Origin> places) {
    this.places = places;
  }

  /** A mapping or list that has started and not ended. */
  private static final class Open {
    private final Optional<Anchor> anchor;
    private final boolean mapping;
    private final long before;
    private long children;

    Open(CollectionStartEvent event, long before) {
      this.anchor = event.getAnchor();
      this.mapping = event instanceof MappingStartEvent;
      this.before = before;
    }

    /** Counts a child. Tells whether the child is a key. */
    boolean takesKey() {
      children++;
      return mapping && children % 2 == 1;
    }
  }

  /**
   * Checks a document.
   *
   * @param places turns the parser's place into one for messages
   * @throws ConfigException at the place where a limit is exceeded
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when it is not YAML
   */
  static void check(LoadSettings settings, String text, Function<Mark, Origin> places) {
    YamlLimits limits = new YamlLimits(places);
    new Parse(settings).parseString(text).forEach(limits::take);
  }

  private void take(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> begin((DocumentStartEvent) event);
      case MappingStart, SequenceStart -> begin((CollectionStartEvent) event);
      case MappingEnd, SequenceEnd -> end();
      case Scalar -> {
        child();
        count(event, ((NodeEvent) event).getAnchor(), 1);
      }
      case Alias -> repeat((AliasEvent) event);
      default -> {
        // The end of the stream or a document, or a comment.
      }
    }
  }

  private void begin(DocumentStartEvent event) {
    documents++;
    if (documents > 1) {
      throw refused(event, "a second document begins here; a file holds one");
    }
  }

  private void begin(CollectionStartEvent event) {
    if (child()) {
      throw refused(event, "a key must be a single word");
    }
    if (open.size() >= MOST_LEVELS) {
      throw refused(event, "is nested deeper than " + MOST_LEVELS + " levels");
    }
    open.push(new Open(event, values));
    count(event, Optional.empty(), 1);
  }

  private void end() {
    Open ended = open.pop();
    ended.anchor.ifPresent(anchor -> sizes.put(anchor, values - ended.before));
  }

  private void repeat(AliasEvent event) {
    child();
    Anchor alias = event.getAlias();
    if (open.stream().anyMatch(around -> around.anchor.equals(Optional.of(alias)))) {
      throw refused(event, "*" + alias + " refers to a node that contains it");
    }
    count(event, Optional.empty(), sizes.getOrDefault(alias, 1L));
  }

  private boolean child() {
    return !open.isEmpty() && open.getFirst().takesKey();
  }

  private void count(Event event, Optional<Anchor> anchor, long more) {
    values += more;
    anchor.ifPresent(name -> sizes.put(name, more));
    if (values > MOST_VALUES) {
      throw refused(event, "more than " + MOST_VALUES + " values up to here, aliases written out");
    }
  }

  private ConfigException refused(Event event, String what) {
    Origin origin = event.getStartMark().map(places).orElse(Origin.DEFAULT);
    return new ConfigException(List.of(new Problem(origin, "", what)));
  }
}
