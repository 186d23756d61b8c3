package dev.baton.compose.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a component's configuration from its sources, and refuses everything that is wrong in it.
 */
public final class ConfigLoader {

  private static final String PREFIX = "BATON_";

  /** Variables of Baton that are no configuration keys. */
  private static final List<String> OTHER_VARIABLES = List.of("BATON_CONFIG", "BATON_JAVA_OPTS");

  private final Catalog catalog;
  private final ConfigSchema schema;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> remarks = new ArrayList<>();

  private ConfigLoader(Catalog catalog, ConfigSchema schema) {
    this.catalog = catalog;
    this.schema = schema;
  }

  /**
   * Loads a component's configuration. What is odd but harmless is in {@link Config#remarks}.
   *
   * @throws ConfigException naming everything that is wrong: keys that are unknown, defunct,
   *     written twice or another component's, values out of range or of another form, missing
   *     required keys
   */
  public static Config load(Catalog catalog, String component, Sources sources) {
    return new ConfigLoader(catalog, catalog.component(component)).load(sources);
  }

  /**
   * The result of loading.
   *
   * @param config the valid part
   * @param problems everything that is wrong
   */
  public record Loaded(Config config, List<Problem> problems) {
    /** Freezes the list. */
    public Loaded {
      problems = List.copyOf(problems);
    }
  }

  /** Loads the valid part of a component's configuration, for checks that go on after a problem. */
  public static Loaded loadWhatIsRight(Catalog catalog, String component, Sources sources) {
    return new ConfigLoader(catalog, catalog.component(component)).read(sources);
  }

  private Config load(Sources sources) {
    Loaded loaded = read(sources);
    if (!loaded.problems().isEmpty()) {
      throw new ConfigException(loaded.problems());
    }
    return loaded.config();
  }

  private Loaded read(Sources sources) {
    Map<String, Written> effective = new LinkedHashMap<>();
    sources.file().ifPresent(document -> effective.putAll(fromFile(document)));
    effective.putAll(fromEnvironment(sources));
    effective.putAll(fromSettings(sources.settings()));
    List<Written> all = List.copyOf(effective.values());
    all.stream()
        .filter(written -> !isRight(written))
        .forEach(wrong -> effective.remove(wrong.path()));
    Origin whole = sources.file().map(file -> Origin.file(file.name())).orElse(Origin.flag());
    checkRequired(all.stream().map(Written::path).toList(), whole);
    return new Loaded(new Config(schema, effective, remarks), problems);
  }

  private Map<String, Written> fromFile(Sources.Document document) {
    Map<String, Written> values = new LinkedHashMap<>();
    flatten("", YamlReader.read(document.name(), document.text()))
        .forEach(written -> take(values, written));
    return values;
  }

  private Map<String, Written> fromEnvironment(Sources sources) {
    Map<String, Written> values = new LinkedHashMap<>();
    sources
        .environment()
        .forEach(
            (variable, text) -> {
              boolean ours =
                  variable.startsWith(PREFIX)
                      && !OTHER_VARIABLES.contains(variable)
                      && !OrchestratorVariables.isAddress(variable, text);
              if (ours) {
                fromVariable(variable, text).ifPresent(written -> take(values, written));
              }
            });
    return values;
  }

  private Optional<Written> fromVariable(String variable, String text) {
    Origin origin = Origin.environment(variable);
    Optional<String> path = schema.fromVariable(variable);
    if (path.isEmpty() && !catalog.knowsVariable(variable)) {
      unknownVariable(variable, origin);
    }
    return path.map(key -> new Written(origin, key, List.of(text)));
  }

  /**
   * A variable that resembles a key is a typing error and is refused. Any other belongs to another
   * program, and is only remarked.
   */
  private void unknownVariable(String variable, Origin origin) {
    if (OrchestratorVariables.isName(variable)) {
      return;
    }
    // The common prefix is left out. With it, all names would look similar.
    List<String> known = catalog.variables().stream().map(ConfigLoader::own).toList();
    Optional<String> near = Suggestion.of(own(variable), known);
    if (near.isEmpty()) {
      remarks.add(new Problem(origin, "", "sets no key and is ignored"));
    } else {
      String meant = PREFIX + near.orElseThrow();
      problems.add(new Problem(origin, "", "sets no key; did you mean " + meant + "?"));
    }
  }

  private static String own(String variable) {
    return variable.substring(PREFIX.length());
  }

  private Map<String, Written> fromSettings(List<String> settings) {
    Map<String, Written> values = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        problems.add(new Problem(Origin.flag(), setting, "is not key=value"));
      } else {
        String path = setting.substring(0, equals);
        List<String> items = List.of(setting.substring(equals + 1));
        take(values, new Written(Origin.flag(), path, items));
      }
    }
    return values;
  }

  /** Turns nested keys into paths. A list of single values is one value. */
  private List<Written> flatten(String prefix, YamlNode.Mapping mapping) {
    List<Written> found = new ArrayList<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      String path = prefix + entry.key();
      found.addAll(entry.value().match(new Flattening(entry, path)));
    }
    return found;
  }

  private void take(Map<String, Written> values, Written written) {
    String path = written.path();
    if (isAnothers(written)) {
      return;
    }
    Optional<String> unusable = unusable(path);
    if (unusable.isPresent()) {
      problems.add(new Problem(written.origin(), path, unusable.orElseThrow()));
    } else if (values.containsKey(path)) {
      Origin first = values.get(path).origin();
      problems.add(new Problem(written.origin(), path, "is written twice, first at " + first));
    } else {
      values.put(path, written);
    }
  }

  /** Tells whether the key is another component's in a shared file. */
  private boolean isAnothers(Written written) {
    return schema.sharesFiles()
        && written.origin().kind() == Origin.Kind.FILE
        && schema.find(written.path()).isEmpty()
        && catalog.ownerOf(written.path()).isPresent();
  }

  private Optional<String> unusable(String path) {
    if (schema.find(path).isPresent()) {
      return Optional.empty();
    }
    if (schema.defunct().containsKey(path)) {
      return Optional.of("is no longer used: " + schema.defunct().get(path));
    }
    return catalog
        .ownerOf(path)
        .map(owner -> "is a key of baton " + owner + ", not of baton " + schema.component())
        .or(() -> Optional.of("unknown key" + Suggestion.sentence(path, schema.names())));
  }

  private boolean isRight(Written written) {
    ConfigKey<?> key = schema.find(written.path()).orElseThrow();
    if (written.items().stream().allMatch(String::isBlank)) {
      problems.add(new Problem(written.valueOrigin(), written.path(), "has no value"));
      return false;
    }
    try {
      key.parse(written.items());
      return true;
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(written.valueOrigin(), written.path(), Config.messageOf(e)));
      return false;
    }
  }

  private void checkRequired(List<String> paths, Origin whole) {
    for (ConfigKey<?> key : schema.keys()) {
      boolean required = key.fallback().kind() == Fallback.Kind.REQUIRED;
      if (required && !key.open() && !paths.contains(key.name())) {
        problems.add(
            new Problem(
                whole,
                key.name(),
                "is missing: write it in the file, as " + key.variable() + " or as a flag"));
      }
    }
  }

  /** Returns the written values of one entry. */
  private final class Flattening implements YamlNode.Cases<List<Written>> {
    private final YamlNode.Entry entry;
    private final String path;

    Flattening(YamlNode.Entry entry, String path) {
      this.entry = entry;
      this.path = path;
    }

    @Override
    public List<Written> mapping(YamlNode.Mapping node) {
      return flatten(path + ".", node);
    }

    @Override
    public List<Written> sequence(YamlNode.Sequence node) {
      List<String> items = new ArrayList<>();
      for (YamlNode item : node.items()) {
        if (item instanceof YamlNode.Scalar scalar) {
          items.add(scalar.text());
        } else {
          problems.add(new Problem(item.origin(), path, "a list of single values is expected"));
        }
      }
      return List.of(new Written(entry.origin(), path, items));
    }

    @Override
    public List<Written> scalar(YamlNode.Scalar node) {
      Origin value = node.text().isEmpty() ? entry.origin() : node.origin();
      return List.of(new Written(entry.origin(), value, path, List.of(node.text())));
    }
  }
}
