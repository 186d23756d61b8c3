package dev.baton.compose.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a YAML document into nodes with line and column. */
public final class YamlReader {

  private final String file;

  private YamlReader(String file) {
    this.file = file;
  }

  /**
   * Reads one document. Its top node must be a mapping.
   *
   * @param file the document's name in messages
   * @param text the document
   * @return the mapping; without entries if the document is empty
   * @throws ConfigException with line and column when the text is no such document; it never quotes
   *     the text, which may contain secrets
   */
  public static YamlNode.Mapping read(String file, String text) {
    YamlReader reader = new YamlReader(file);
    LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
    reader.checkCharacters(text);
    try {
      YamlLimits.check(settings, text, reader::origin);
      return new Compose(settings)
          .composeString(text)
          .map(reader::top)
          .orElseGet(() -> new YamlNode.Mapping(Origin.file(file, 1, 1), List.of()));
    } catch (MarkedYamlEngineException e) {
      Origin origin = e.getProblemMark().map(reader::origin).orElse(Origin.file(file));
      throw refused(origin, "is not YAML: " + problem(e));
    } catch (YamlEngineException e) {
      throw refused(Origin.file(file), "is not YAML: " + Config.messageOf(e));
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    return e.getProblem().contains("(TAB)")
        ? "a tab is used where only spaces are allowed"
        : e.getProblem();
  }

  private void checkCharacters(String text) {
    int line = 1;
    int column = 1;
    for (int index = 0;
        index < text.length();
        index += Character.charCount(text.codePointAt(index))) {
      int character = text.codePointAt(index);
      boolean mark = index == 0 && character == 0xFEFF;
      if (!mark && !StreamReader.isPrintable(character)) {
        throw refused(
            Origin.file(file, line, column),
            String.format("is not YAML: character U+%04X is not allowed", character));
      }
      column++;
      if (character == '\n') {
        line++;
        column = 1;
      }
    }
  }

  private YamlNode.Mapping top(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
      return new YamlNode.Mapping(origin(node), List.of());
    }
    throw refused(origin(node), "a mapping of keys to values is expected here");
  }

  private YamlNode convert(Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return new YamlNode.Sequence(
          origin(node), sequence.getValue().stream().map(item -> convert(item)).toList());
    }
    return scalar((ScalarNode) node);
  }

  private YamlNode.Mapping mapping(MappingNode node) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw refused(origin(tuple.getKeyNode()), "a key must be a single word");
      }
      entries.add(new YamlNode.Entry(origin(key), key.getValue(), convert(tuple.getValueNode())));
    }
    return new YamlNode.Mapping(origin(node), entries);
  }

  private YamlNode.Scalar scalar(ScalarNode node) {
    boolean nothing = node.getTag().equals(Tag.NULL);
    return new YamlNode.Scalar(origin(node), nothing ? "" : node.getValue());
  }

  private Origin origin(Node node) {
    Optional<Mark> mark = node.getStartMark();
    return mark.map(this::origin).orElse(Origin.file(file));
  }

  private Origin origin(Mark mark) {
    return Origin.file(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static ConfigException refused(Origin origin, String what) {
    return new ConfigException(List.of(new Problem(origin, "", what)));
  }
}
