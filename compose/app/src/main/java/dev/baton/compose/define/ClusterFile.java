package dev.baton.compose.define;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.DurationText;
import dev.baton.compose.config.MappingFields;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.YamlReader;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.model.definition.BindingCatalog;
import dev.baton.model.definition.ClusterDefinition;
import dev.baton.model.definition.FailoverPolicy;
import dev.baton.model.definition.HookPlan;
import dev.baton.model.definition.Member;
import dev.baton.model.definition.Timings;
import dev.baton.model.definition.WithoutPromises;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Reads {@code cluster.yaml}, in which an operator defines a cluster. */
public final class ClusterFile {

  private static final List<String> TOP =
      List.of(
          "cluster",
          "nodes",
          "vips",
          "bindings",
          "timings",
          "failback",
          "hold-down",
          "without-promises",
          "hooks");
  private static final List<String> TIMINGS =
      List.of("lease", "keepalive-interval", "health-timeout", "drift-ppm", "epsilon", "holdover");

  /** The default keepalive interval is the lease divided by this. */
  private static final int KEEPALIVES_PER_LEASE = 5;

  private final List<Problem> problems = new ArrayList<>();

  private final BiFunction<Binding, SortedSet<String>, List<BindingCatalog.Complaint>> check;

  private ClusterFile(
      BiFunction<Binding, SortedSet<String>, List<BindingCatalog.Complaint>> check) {
    this.check = check;
  }

  /**
   * Reads a definition.
   *
   * @param file the document's name in messages
   * @param text the document
   * @return the definition, as version 1; see {@link ClusterDefinition#withVersion}
   * @throws ConfigException naming line, column and field of everything that is wrong
   */
  public static ClusterDefinition read(String file, String text) {
    return read(file, text, BindingCatalog::complaints);
  }

  /**
   * Reads a definition for a check of its bindings by actuators. Its kinds may be those of any
   * installed actuator, even if no definition in force can have them.
   *
   * @throws ConfigException like {@link #read}
   */
  public static ClusterDefinition readForActuators(String file, String text) {
    return read(file, text, (binding, nodes) -> List.of());
  }

  private static ClusterDefinition read(
      String file,
      String text,
      BiFunction<Binding, SortedSet<String>, List<BindingCatalog.Complaint>> check) {
    ClusterFile reading = new ClusterFile(check);
    MappingFields top = new MappingFields("", YamlReader.read(file, text), TOP, reading.problems);
    Optional<ClusterDefinition> definition = reading.definition(top);
    if (!reading.problems.isEmpty()) {
      throw new ConfigException(reading.problems);
    }
    return definition.orElseThrow();
  }

  /** Returns a commented example that {@link #read} accepts. */
  public static String example() {
    try (InputStream stream = ClusterFile.class.getResourceAsStream("cluster-example.yaml")) {
      if (stream == null) {
        throw new IllegalStateException("cluster-example.yaml is missing from the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<ClusterDefinition> definition(MappingFields top) {
    Optional<ClusterId> cluster = top.require("cluster", ClusterId::new);
    List<Member> members = members(top);
    List<Vip> vips = top.values("vips", Vip::new);
    List<Binding> bindings = bindings(top, members);
    Optional<Timings> timings = timings(top);
    Optional<FailoverPolicy> policy = policy(top);
    Optional<HookPlan> hooks = hooks(top);
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return top.make(
        () ->
            new ClusterDefinition(
                cluster.orElseThrow(),
                1,
                members,
                vips,
                bindings,
                timings.orElseThrow(),
                policy.orElseThrow(),
                hooks.orElseThrow()));
  }

  private static List<Member> members(MappingFields top) {
    List<Member> members = new ArrayList<>();
    TreeSet<NodeId> seen = new TreeSet<>();
    for (MappingFields node : top.mappings("nodes", List.of("id", "priority"))) {
      Optional<NodeId> id = node.require("id", NodeId::new);
      Optional<Integer> priority = node.require("priority", ClusterFile::number);
      if (id.isPresent() && !seen.add(id.orElseThrow())) {
        node.refuse("id", id.orElseThrow() + " is written twice");
      }
      if (id.isPresent() && priority.isPresent()) {
        node.make(() -> new Member(id.orElseThrow(), priority.orElseThrow()))
            .ifPresent(members::add);
      }
    }
    return members;
  }

  private List<Binding> bindings(MappingFields top, List<Member> members) {
    TreeSet<String> nodes = new TreeSet<>();
    members.forEach(member -> nodes.add(member.node().value()));
    List<Binding> bindings = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>();
    for (MappingFields fields : top.mappings("bindings", List.of())) {
      Optional<String> kind = fields.require("kind", this::kind);
      SortedMap<String, String> settings = new TreeMap<>();
      for (String name : fields.names()) {
        if (!name.equals("kind")) {
          fields.find(name, text -> text).ifPresent(value -> settings.put(name, value));
        }
      }
      if (kind.isPresent() && !seen.add(kind.orElseThrow())) {
        fields.refuse("kind", kind.orElseThrow() + " is written twice");
      }
      kind.map(name -> new Binding(name, settings))
          .ifPresent(
              binding -> {
                check
                    .apply(binding, nodes)
                    .forEach(complaint -> fields.refuse(complaint.field(), complaint.what()));
                bindings.add(binding);
              });
    }
    return bindings;
  }

  /**
   * For a kind that is not even a valid name, the message lists the known kinds, which helps more
   * than the rule for names.
   */
  private String kind(String text) {
    try {
      return new Binding(text, new TreeMap<>()).kind();
    } catch (IllegalArgumentException e) {
      return BindingCatalog.requireKind(text);
    }
  }

  private static Optional<Timings> timings(MappingFields top) {
    Optional<MappingFields> fields = top.mapping("timings", TIMINGS);
    if (fields.isEmpty()) {
      return Optional.of(Timings.DEFAULT);
    }
    MappingFields written = fields.orElseThrow();
    Timings otherwise = Timings.DEFAULT;
    Duration lease = written.find("lease", DurationText::parse).orElse(otherwise.lease());
    Duration keepalive =
        written
            .find("keepalive-interval", DurationText::parse)
            .orElse(lease.dividedBy(KEEPALIVES_PER_LEASE));
    Duration health =
        written.find("health-timeout", DurationText::parse).orElse(otherwise.healthTimeout());
    int drift = written.find("drift-ppm", ClusterFile::number).orElse(otherwise.driftPpm());
    Duration epsilon = written.find("epsilon", DurationText::parse).orElse(otherwise.epsilon());
    Duration holdover =
        written.find("holdover", DurationText::parse).orElse(Timings.usualHoldover(lease));
    return written.make(() -> new Timings(lease, keepalive, health, drift, epsilon, holdover));
  }

  private static Optional<FailoverPolicy> policy(MappingFields top) {
    FailoverPolicy otherwise = FailoverPolicy.DEFAULT;
    Optional<Duration> failback = failback(top);
    Optional<MappingFields> holdDown = top.mapping("hold-down", List.of("moves", "window"));
    int moves =
        holdDown
            .flatMap(fields -> fields.find("moves", ClusterFile::number))
            .orElse(otherwise.holdDownMoves());
    Duration window =
        holdDown
            .flatMap(fields -> fields.find("window", DurationText::parse))
            .orElse(otherwise.holdDownWindow());
    WithoutPromises withoutPromises =
        top.find("without-promises", WithoutPromisesText::parse)
            .orElse(otherwise.withoutPromises());
    return top.make(() -> new FailoverPolicy(failback, moves, window, withoutPromises));
  }

  private static Optional<Duration> failback(MappingFields top) {
    if (top.isSingle("failback")) {
      top.find("failback", ClusterFile::manual);
      return Optional.empty();
    }
    return top.mapping("failback", List.of("after"))
        .flatMap(fields -> fields.require("after", DurationText::parse));
  }

  private static String manual(String text) {
    if (!text.equals("manual")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither manual nor after: with a duration");
    }
    return text;
  }

  private static Optional<HookPlan> hooks(MappingFields top) {
    Optional<MappingFields> hooks = top.mapping("hooks", List.of("demote", "promote"));
    Optional<Duration> demote = hooks.flatMap(fields -> timeout(fields, "demote"));
    Optional<Duration> promote = hooks.flatMap(fields -> timeout(fields, "promote"));
    return top.make(() -> new HookPlan(demote, promote));
  }

  private static Optional<Duration> timeout(MappingFields hooks, String hook) {
    return hooks
        .mapping(hook, List.of("timeout"))
        .flatMap(fields -> fields.require("timeout", DurationText::parse));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a whole number", e);
    }
  }
}
