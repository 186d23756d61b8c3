package dev.baton.compose.demo;

import dev.baton.compose.netlab.Host;
import dev.baton.compose.netlab.Lan;
import dev.baton.compose.netlab.Program;
import dev.baton.compose.netlab.WhereService;
import dev.baton.model.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node of a {@link TestCluster}: a host, the service that Baton watches, and Baton itself, in one
 * process or in two.
 */
public final class TestNode {
  /**
   * The service's threads have no priority: it is no part of Baton, and no measurement waits until
   * it has ended.
   */
  private static final List<String> NOBODY_FIRST = List.of("-XX:ThreadPriorityPolicy=0");

  private final Lan lan;
  private final Host host;
  private final Path directory;
  private final TestClusterSettings settings;
  private final TestBrokers brokers;
  private final Map<String, Program> programs = new TreeMap<>();

  TestNode(Lan lan, Host host, TestClusterSettings settings, TestBrokers brokers) {
    this.lan = lan;
    this.host = host;
    this.directory = settings.directory().resolve(host.name());
    this.settings = settings;
    this.brokers = brokers;
  }

  /** Returns its name in the cluster. */
  public NodeId id() {
    return new NodeId(host.name());
  }

  /** Returns its host. */
  public Host host() {
    return host;
  }

  /** Returns the file with the keys of its channel, which is this node's own. */
  public Path channelKeys() {
    return directory.resolve("channel.key");
  }

  /** Starts the service. */
  public void startService() {
    List<String> arguments = new ArrayList<>(List.of(host.name()));
    settings.vips().forEach(vip -> arguments.add(vip.address()));
    Program service = start("service", NOBODY_FIRST, WhereService.class.getName(), arguments);
    write("service.pid", Long.toString(service.pid()));
  }

  /** Kills the service by SIGKILL. */
  public void killService() {
    program("service").kill9();
  }

  /** Starts agent and actuator, in one process or in two by the settings. */
  public void startBaton() {
    switch (settings.processes()) {
      case ONE -> startBaton("node");
      case TWO -> {
        startBaton("agent");
        startBaton("actuator arp");
      }
    }
  }

  /** Starts one of Baton's services: {@code node}, {@code agent} or {@code actuator arp}. */
  public void startBaton(String verb) {
    startBaton(verb, List.of());
  }

  /** Starts one of them with further options. */
  public void startBaton(String verb, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of(verb.split(" ")));
    arguments.addAll(List.of("--config", config(verb.replace(' ', '-')).toString()));
    arguments.addAll(options);
    start(verb, List.of(), "dev.baton.compose.Main", arguments);
  }

  /** Returns the running program of that verb. */
  public Program program(String verb) {
    Program program = programs.get(verb);
    if (program == null) {
      throw new IllegalStateException(verb + " was not started on " + host.name());
    }
    return program;
  }

  /** Stops every process of Baton on this node by SIGSTOP. */
  public void freezeBaton() {
    batonPrograms().forEach(Program::freeze);
  }

  /** Continues them by SIGCONT. */
  public void thawBaton() {
    batonPrograms().forEach(Program::thaw);
  }

  /** Kills every process of Baton on this node by SIGKILL. */
  public void killBaton() {
    batonPrograms().forEach(Program::kill9);
  }

  /** Cuts the node off from Kafka only. */
  public void cutOffFromKafka() {
    blackhole("add");
  }

  /** Ends {@link #cutOffFromKafka}. */
  public void letReachKafka() {
    blackhole("del");
  }

  private void blackhole(String verb) {
    for (String address : brokers.addresses()) {
      host.ip("route", verb, "blackhole", address + "/32");
    }
  }

  /** Tells whether the node's interface has one of the VIPs, whether the gate is open or shut. */
  public boolean hasAddress() {
    String shown = host.ip("-br", "addr", "show", "dev", Host.INTERFACE);
    return settings.vips().stream().anyMatch(vip -> shown.contains(vip.address() + "/"));
  }

  /** Powers the node off. */
  public void powerOff() {
    lan.powerOff(host);
    programs.clear();
  }

  /** Boots the node again: memory is lost, files on disk are kept. */
  public void powerOn() {
    deleteRunDirectory();
    lan.boot(host);
    startService();
    startBaton();
  }

  /** Returns the end of the output of each of its processes. */
  String lastWords() {
    return programs.values().stream()
        .map(program -> host.name() + "/" + program.lastWords())
        .collect(Collectors.joining("\n"));
  }

  private List<Program> batonPrograms() {
    return programs.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("service"))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Program start(String name, List<String> flags, String mainClass, List<String> arguments) {
    Path output = directory.resolve(name.replace(' ', '-') + ".log");
    Program program = Program.start(host, flags, mainClass, arguments, output);
    programs.put(name, program);
    return program;
  }

  private Path config(String name) {
    String common =
        String.join(
            "\n",
            "kafka:",
            "  bootstrap: " + brokers.bootstrap(),
            "node:",
            "  cluster: " + TestCluster.CLUSTER,
            "  id: " + host.name(),
            "run:",
            "  directory: " + directory.resolve("run"),
            "");
    String channel = String.join("\n", "channel:", "  key-file: " + channelKeys(), "");
    String arp =
        String.join(
            "\n",
            "arp:",
            "  interface: " + Host.INTERFACE,
            "  state-directory: " + directory.resolve("state"),
            "");
    String agent =
        String.join(
            "\n",
            "agent:",
            "  probes:",
            "    service:",
            "      kind: process",
            "      pid-file: " + directory.resolve("service.pid"),
            "");
    String parts =
        switch (name) {
          case "agent" -> common + agent;
          case "actuator-arp" -> common + channel + arp;
          default -> common + channel + arp + agent;
        };
    return write(name + ".yaml", parts);
  }

  private Path write(String name, String text) {
    try {
      Files.createDirectories(directory);
      Path next = directory.resolve(name + ".next");
      Files.writeString(next, text);
      return Files.move(
          next,
          directory.resolve(name),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deleteRunDirectory() {
    Path run = directory.resolve("run");
    if (!Files.isDirectory(run)) {
      return;
    }
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
