package dev.baton.compose.wiring;

import dev.baton.agent.core.Weight;
import dev.baton.agent.probe.GatewayTarget;
import dev.baton.agent.probe.PidSource;
import dev.baton.agent.probe.ProbeCommon;
import dev.baton.agent.probe.ProbeSchedule;
import dev.baton.agent.probe.ProbeSettings;
import dev.baton.agent.probe.ProbeSettings.HttpTrust;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigKey;
import dev.baton.compose.config.Endpoint;
import dev.baton.compose.config.Problem;
import dev.baton.model.fact.ProbeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the probes from an agent's configuration. */
final class ProbeReader {

  private final Config config;
  private final List<Problem> problems = new ArrayList<>();

  private ProbeReader(Config config) {
    this.config = config;
  }

  /**
   * Returns the probes in the order written.
   *
   * @throws ConfigException naming every probe that lacks a key of its kind, or has a key of
   *     another kind
   */
  static List<ProbeSettings> read(Config config) {
    ProbeReader reader = new ProbeReader(config);
    List<ProbeSettings> probes = new ArrayList<>();
    for (String name : config.words(ProbeKeys.all())) {
      reader.probe(name).ifPresent(probes::add);
    }
    if (!reader.problems.isEmpty()) {
      throw new ConfigException(reader.problems);
    }
    return probes;
  }

  private Optional<ProbeSettings> probe(String name) {
    Optional<String> kind = need(ProbeKeys.KIND, name, "every probe");
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    String word = kind.orElseThrow();
    ProbeKeys.foreignTo(word, name)
        .forEach(
            (path, owner) -> {
              if (config.isWritten(path)) {
                problems.add(
                    config.problem(path, "is for " + owner + " probes; this is a " + word));
              }
            });
    try {
      return settings(word, common(word, name));
    } catch (IllegalArgumentException e) {
      // The message begins with the name of the field.
      String message = Config.messageOf(e);
      int colon = message.indexOf(": ");
      String field = colon < 0 ? "kind" : message.substring(0, colon);
      String path = "agent.probes." + name + "." + field;
      problems.add(config.problem(path, colon < 0 ? message : message.substring(colon + 2)));
      return Optional.empty();
    }
  }

  private Optional<ProbeSettings> settings(String kind, ProbeCommon common) {
    String name = common.name();
    return switch (kind) {
      case "tcp" ->
          need(ProbeKeys.ADDRESS, name, "a tcp probe").map(address -> tcp(common, address));
      case "http" -> http(common);
      case "script" ->
          need(ProbeKeys.COMMAND, name, "a script probe")
              .map(command -> new ProbeSettings.Script(common, command));
      case "process" ->
          source(name).map(source -> new ProbeSettings.RunningProcess(common, source));
      case "interface" ->
          need(ProbeKeys.INTERFACE, name, "an interface probe")
              .map(link -> new ProbeSettings.Link(common, link));
      case "gateway" ->
          config
              .find(ProbeKeys.GATEWAY, name)
              .map(target -> new ProbeSettings.Gateway(common, gateway(target)));
      default -> throw new IllegalStateException("kind: " + kind);
    };
  }

  private ProbeCommon common(String kind, String name) {
    boolean certain = kind.equals("process") || kind.equals("interface");
    ProbeSchedule otherwise = certain ? ProbeSchedule.CERTAIN : ProbeSchedule.DEFAULT;
    boolean passing = find(ProbeKeys.INITIAL, name, "failing").equals("passing");
    ProbeSchedule schedule =
        new ProbeSchedule(
            find(ProbeKeys.INTERVAL, name, otherwise.interval()),
            find(ProbeKeys.TIMEOUT, name, otherwise.timeout()),
            find(ProbeKeys.RISE, name, otherwise.rise()),
            find(ProbeKeys.FALL, name, otherwise.fall()),
            passing ? ProbeStatus.PASSING : ProbeStatus.FAILING);
    boolean advisory = find(ProbeKeys.WEIGHT, name, "required").equals("advisory");
    return new ProbeCommon(name, advisory ? Weight.ADVISORY : Weight.REQUIRED, schedule);
  }

  private ProbeSettings tcp(ProbeCommon common, Endpoint address) {
    return new ProbeSettings.Tcp(
        common,
        address.host(),
        address.port(),
        config.find(ProbeKeys.SEND, common.name()),
        config.find(ProbeKeys.EXPECT, common.name()));
  }

  private Optional<ProbeSettings> http(ProbeCommon common) {
    String name = common.name();
    boolean insecure = find(ProbeKeys.INSECURE, name, false);
    boolean follow = find(ProbeKeys.FOLLOW_REDIRECTS, name, false);
    HttpTrust trust =
        new HttpTrust(
            config.find(ProbeKeys.CA_FILE, name),
            insecure ? HttpTrust.Verification.NONE : HttpTrust.Verification.FULL,
            follow ? HttpTrust.Redirects.FOLLOWED : HttpTrust.Redirects.REFUSED);
    return need(ProbeKeys.URL, name, "an http probe")
        .map(
            url ->
                new ProbeSettings.Http(
                    common,
                    url,
                    find(ProbeKeys.STATUSES, name, ProbeSettings.Http.SUCCESS),
                    config.find(ProbeKeys.BODY, name),
                    trust));
  }

  private Optional<PidSource> source(String name) {
    List<PidSource> sources =
        Stream.of(
                config.find(ProbeKeys.UNIT, name).<PidSource>map(PidSource.SystemdUnit::new),
                config.find(ProbeKeys.PID_FILE, name).<PidSource>map(PidSource.PidFile::new),
                config.find(ProbeKeys.PID_COMMAND, name).<PidSource>map(PidSource.PidCommand::new))
            .flatMap(Optional::stream)
            .toList();
    if (sources.size() == 1) {
      return Optional.of(sources.get(0));
    }
    problems.add(
        config.problem(
            ProbeKeys.KIND.at(name),
            "a process probe needs one of unit, pid-file and pid-command; "
                + sources.size()
                + " are there"));
    return Optional.empty();
  }

  private static GatewayTarget gateway(String target) {
    return switch (target) {
      case "default" -> new GatewayTarget.DefaultRoute(GatewayTarget.Family.IPV4);
      case "default-ipv6" -> new GatewayTarget.DefaultRoute(GatewayTarget.Family.IPV6);
      default -> address(target);
    };
  }

  private static GatewayTarget address(String target) {
    try {
      return new GatewayTarget.Address(target);
    } catch (IllegalArgumentException e) {
      // The setting's name of the field differs from the key.
      throw new IllegalArgumentException(
          Config.messageOf(e).replaceFirst("^[a-z-]+: ", "gateway: "), e);
    }
  }

  private <T> T find(ConfigKey<T> key, String name, T otherwise) {
    return config.find(key, name).orElse(otherwise);
  }

  private <T> Optional<T> need(ConfigKey<T> key, String name, String who) {
    Optional<T> value = config.find(key, name);
    if (value.isEmpty()) {
      problems.add(
          new Problem(
              config.firstOrigin("agent.probes." + name + "."),
              key.at(name),
              "is missing: " + who + " needs it"));
    }
    return value;
  }
}
