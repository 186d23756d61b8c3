package dev.baton.compose.wiring;

import dev.baton.channel.key.ChannelKeyException;
import dev.baton.channel.key.KeyFile;
import dev.baton.compose.actuators.ActuatorRegistry;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Suggestion;
import dev.baton.linux.NetworkInterfaceInfo;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks whether this host has what a component's configuration names: interfaces, files, scripts,
 * ports, directories. Sends nothing to the network.
 */
public final class HostCheck {

  private static final File INTERFACES = new File("/sys/class/net");

  /** The form of an address that needs no name service. */
  private static final String LITERAL = "[0-9.]+|.*:.*|localhost";

  private final Config config;
  private final HostFiles files;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> remarks = new ArrayList<>();

  private HostCheck(Config config) {
    this.config = config;
    this.files = new HostFiles(config);
  }

  /**
   * The result of the check.
   *
   * @param problems what prevents the component from working
   * @param remarks what may prevent it, such as a port in use, perhaps by a running instance of the
   *     component
   */
  public record Findings(List<Problem> problems, List<Problem> remarks) {
    /** Freezes the lists. */
    public Findings {
      problems = List.copyOf(problems);
      remarks = List.copyOf(remarks);
    }
  }

  /** Checks everything that the component needs. */
  public static Findings look(String component, Config config) {
    HostCheck check = new HostCheck(config);
    check.problems.addAll(KafkaProperties.problems(config));
    if (!List.of(Components.OPERATOR, Components.PING).contains(component)) {
      check.guarded(
          () -> check.listen("http.listen", config.get(Components.httpListen(component))));
    }
    switch (component) {
      case Components.NODE -> check.node();
      case Components.AGENT -> check.agent();
      case Components.ARP -> check.arp();
      case Components.RESPONDER -> check.responder();
      case Components.ARBITER -> check.arbiter();
      case Components.BROKER -> check.broker();
      case Components.AWS, Components.AZURE, Components.GCP -> check.cloud(component);
      default -> {
        // The operators' verbs need nothing of the host.
      }
    }
    return new Findings(check.problems, check.remarks);
  }

  private void node() {
    NodeClusters.Further further = NodeClusters.read(config);
    further.problems().forEach(this::add);
    remarks.addAll(further.remarks());
    for (Config cluster : further.clusters()) {
      HostCheck check = new HostCheck(cluster);
      check.oneNode();
      check.problems.forEach(this::add);
      remarks.addAll(check.remarks);
    }
    oneNode();
  }

  private void oneNode() {
    agent();
    guarded(() -> NodeActuator.refuseOthers(config));
    if (config.find(NodeKeys.ACTUATOR).equals(Optional.of("responder"))) {
      responder();
    } else {
      arp();
    }
  }

  private void agent() {
    guarded(() -> AgentRunner.settings(config));
    directory(NodeKeys.RUN_DIRECTORY);
    program(NodeKeys.PROMOTE, "");
    program(NodeKeys.DEMOTE, "");
    for (String probe : config.words(ProbeKeys.all())) {
      program(ProbeKeys.COMMAND, probe);
      program(ProbeKeys.PID_COMMAND, probe);
      each(ProbeKeys.CA_FILE, probe, file -> files.certificates(ProbeKeys.CA_FILE.at(probe), file));
      each(ProbeKeys.INTERFACE, probe, name -> link(ProbeKeys.INTERFACE.at(probe), name));
    }
  }

  private void arp() {
    keeper(NodeKeys.STATE_DIRECTORY);
    guarded(() -> ArpRunner.interfaceName(config));
    each(NodeKeys.NODE_INTERFACE, "", name -> link(NodeKeys.INTERFACE.name(), name));
  }

  private void responder() {
    keeper(ResponderKeys.STATE_DIRECTORY);
    guarded(() -> ResponderKeys.path(config));
    String addresses = ResponderKeys.ADDRESSES.name();
    guarded(
        () ->
            ResponderKeys.addressesOn(config)
                .flatMap(n -> link(addresses, n))
                .ifPresent(this::add));
    each(
        ResponderKeys.IDENTITY_INTERFACE,
        "",
        name -> link(ResponderKeys.IDENTITY_INTERFACE.name(), name));
    each(ResponderKeys.BIND, "", this::ownAddress);
    guarded(
        () -> {
          String host = config.find(ResponderKeys.BIND).orElse("0.0.0.0");
          listen(
              ResponderKeys.PORT.name(),
              Optional.of(new Endpoint(host, config.get(ResponderKeys.PORT))));
        });
  }

  private void keeper(ConfigKey<Path> state) {
    guarded(() -> MemberKeys.announced(config));
    each(MemberKeys.KEY_FILE, "", this::keys);
    guarded(() -> Hosts.nameOr(config, NodeKeys.ID));
    directory(NodeKeys.RUN_DIRECTORY);
    directory(state);
  }

  private Optional<Problem> keys(Path file) {
    try {
      var unused = KeyFile.read(file);
      return Optional.empty();
    } catch (ChannelKeyException e) {
      return Optional.of(config.problem(MemberKeys.KEY_FILE.name(), Config.messageOf(e)));
    }
  }

  private void arbiter() {
    guarded(() -> Hosts.nameOr(config, ArbiterKeys.ID));
    guarded(
        () -> {
          Duration close = config.get(ArbiterKeys.CLOSE_TIMEOUT);
          Duration all = config.get(CommonKeys.SHUTDOWN_DEADLINE);
          if (close.compareTo(all) >= 0) {
            add(
                config.problem(
                    ArbiterKeys.CLOSE_TIMEOUT.name(),
                    "has to be below shutdown.deadline, or SIGTERM misses its deadline"));
          }
        });
    guarded(
        () -> {
          Duration events = config.get(ArbiterKeys.KEEP_EVENTS);
          if (config.get(ArbiterKeys.KEEP_AUDIT).compareTo(events) < 0) {
            add(
                config.problem(
                    ArbiterKeys.KEEP_AUDIT.name(),
                    "is below kafka.retention.events: events would outlive what was decided by"
                        + " them"));
          }
        });
  }

  private void broker() {
    each(
        BrokerKeys.DATA_DIRECTORY,
        "",
        place -> files.directory(BrokerKeys.DATA_DIRECTORY.name(), place));
    guarded(() -> listen(BrokerKeys.LISTEN.name(), config.find(BrokerKeys.LISTEN)));
  }

  private void cloud(String component) {
    String cloud = component.substring(component.indexOf(' ') + 1);
    try (ActuatorRegistry actuators =
        ActuatorRegistry.open(System.getProperty("baton.actuators", ""))) {
      if (actuators.kinds().stream().noneMatch(kind -> kind.startsWith(cloud + "-"))) {
        String missing = "no actuator of " + cloud + " is installed; install baton-" + cloud;
        add(config.problem("", missing));
      }
    }
  }

  /** If a value is invalid, the checks that depend on it are left out. */
  private void guarded(Runnable look) {
    try {
      look.run();
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    } catch (IllegalArgumentException e) {
      // A required value is missing or wrong, which the loader has reported.
      return;
    }
  }

  private <T> void each(ConfigKey<T> key, String word, Function<T, Optional<Problem>> look) {
    config.find(key, word).flatMap(look).ifPresent(this::add);
  }

  private void program(ConfigKey<List<String>> key, String word) {
    each(key, word, command -> files.program(key.at(word), command));
  }

  private void directory(ConfigKey<Path> key) {
    each(key, "", place -> files.directory(key.name(), place));
  }

  private void add(Problem problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private Optional<Problem> link(String key, String name) {
    List<String> present =
        Arrays.asList(Optional.ofNullable(INTERFACES.list()).orElse(new String[0]));
    if (present.isEmpty()
        || present.contains(name)
        || NetworkInterfaceInfo.lookup(name).isPresent()) {
      return Optional.empty();
    }
    List<String> sorted = present.stream().sorted().toList();
    return Optional.of(
        config.problem(
            key,
            "this host has no interface \""
                + name
                + "\"; it has "
                + String.join(", ", sorted)
                + Suggestion.sentence(name, sorted)));
  }

  private Optional<Problem> ownAddress(String text) {
    String key = ResponderKeys.BIND.name();
    if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return Optional.of(config.problem(key, "\"" + text + "\" is no IP address"));
    }
    boolean own =
        asked(() -> NetworkInterface.getByInetAddress(InetAddress.getByName(text)) != null);
    return own
        ? Optional.empty()
        : Optional.of(config.problem(key, text + " is no address of this host"));
  }

  /** A question to the JDK that fails with an exception if the answer is no. */
  private interface Question {
    boolean holds() throws SocketException, UnknownHostException;
  }

  private static boolean asked(Question question) {
    try {
      return question.holds();
    } catch (SocketException | UnknownHostException e) {
      return false;
    }
  }

  private void listen(String key, Optional<Endpoint> endpoint) {
    Optional<Endpoint> literal = endpoint.filter(at -> at.host().matches(LITERAL));
    if (literal.isEmpty()) {
      return;
    }
    Endpoint at = literal.orElseThrow();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(at.host(), at.port()));
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      Problem found = config.problem(key, "cannot listen at " + at + ": " + why);
      if (why.contains("in use")) {
        remarks.add(found);
      } else {
        add(found);
      }
    }
  }
}
