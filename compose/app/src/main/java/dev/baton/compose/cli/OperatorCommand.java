package dev.baton.compose.cli;

import dev.baton.arbiter.view.RequestClient;
import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.DurationText;
import dev.baton.compose.config.Origin;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.ValueType;
import dev.baton.compose.config.ValueTypes;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.Logging;
import dev.baton.compose.wiring.BrokerRefusal;
import dev.baton.compose.wiring.BrokerRefusedException;
import dev.baton.compose.wiring.CommonKeys;
import dev.baton.compose.wiring.Components;
import dev.baton.compose.wiring.KafkaLogs;
import dev.baton.compose.wiring.KafkaProperties;
import dev.baton.log.EventLog;
import dev.baton.log.LogMissingException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import dev.baton.log.TopicFinding;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.fact.Fact;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that reads the log or appends a request, and ends. */
abstract class OperatorCommand implements Callable<Integer> {

  private static final ValueType<Duration> DEADLINE =
      ValueTypes.duration(Duration.ofMillis(100), Duration.ofHours(1));

  private final CliContext context;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description =
          "How long to wait for Kafka and for the answer: 100ms to 1h (default:"
              + " ${DEFAULT-VALUE}).")
  private String deadline = "10s";

  OperatorCommand(CliContext context) {
    this.context = context;
  }

  /**
   * Appends a request.
   *
   * @throws LogUnavailableException when it is not acknowledged in time, or a broker refuses it
   */
  static void append(RequestClient asking, Fact question) {
    try {
      asking.append(question);
    } catch (LogUnavailableException e) {
      Optional<String> refused = BrokerRefusal.of(e);
      throw refused.isPresent()
          ? new LogUnavailableException("nothing was asked: " + refused.orElseThrow(), e)
          : e;
    }
  }

  /** Does the part of the verb that needs the log. */
  abstract ExitCode act(EventLog log);

  /**
   * Checks the arguments and does the part of the verb that needs no log.
   *
   * @return empty if the log is needed
   * @throws ConfigException when an argument is wrong
   */
  abstract Optional<ExitCode> actAlone();

  /** Returns whose configuration the verb reads. */
  String component() {
    return Components.OPERATOR;
  }

  /**
   * Does the verb without the log, if that is how it was called.
   *
   * @return empty if the log is needed
   */
  Optional<ExitCode> actAlone(Config config) {
    return actAlone();
  }

  /** Returns the environment of the command. */
  final CliContext context() {
    return context;
  }

  /** Returns how long to wait. */
  final Duration deadline() {
    return readFlag("deadline", deadline, text -> DEADLINE.parse(List.of(text)));
  }

  @Override
  public final Integer call() {
    if (options.checkOnly()) {
      return options.check(context, component(), List.of()).status();
    }
    Config config = options.load(context, component(), List.of());
    if (options.printOnly()) {
      context.out().print(config.print());
      context.out().flush();
      return ExitCode.DONE.status();
    }
    ServiceCommand.setLog(config);
    if (!config.isWritten(CommonKeys.LOG_LEVEL.name())) {
      Logging.quieten();
    }
    deadline();
    Optional<ExitCode> alone = actAlone(config);
    if (alone.isPresent()) {
      return alone.orElseThrow().status();
    }
    KafkaProperties.check(config);
    return actWithLog(config).status();
  }

  private ExitCode actWithLog(Config config) {
    try (EventLog log = context.logs().open(config, KafkaLogs.OPERATOR, deadline())) {
      return lacking(log).orElseGet(() -> act(log));
    } catch (LogMissingException e) {
      context.complain(
          "baton: Kafka at " + addresses(config) + " answers, but " + Config.messageOf(e));
      return ExitCode.LOG_UNAVAILABLE;
    } catch (BrokerRefusedException e) {
      context.complain("baton: Kafka at " + addresses(config) + ": " + Config.messageOf(e));
      return ExitCode.LOG_UNAVAILABLE;
    } catch (LogUnavailableException e) {
      context.complain(
          "baton: Kafka at "
              + addresses(config)
              + " does not answer (waited "
              + DurationText.format(deadline())
              + "): "
              + Config.messageOf(e));
      return ExitCode.LOG_UNAVAILABLE;
    }
  }

  private static String addresses(Config config) {
    return config.get(CommonKeys.KAFKA_BOOTSTRAP).stream()
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  /** Returns the topics that the verb needs. */
  Set<Topic> needed() {
    return EnumSet.of(Topic.EVENTS, Topic.AUDIT);
  }

  /**
   * Prints what is wrong with the topics. If a topic that the verb needs is missing, the verb ends
   * here.
   */
  private Optional<ExitCode> lacking(EventLog log) {
    boolean lacks = false;
    for (TopicFinding finding : log.findings()) {
      context.complain("baton: " + finding.line());
      lacks |= finding.isMissing() && needed().contains(finding.which());
    }
    if (lacks) {
      context.complain("baton: nothing was asked or read, because of that topic");
    }
    return lacks ? Optional.of(ExitCode.LOG_UNAVAILABLE) : Optional.empty();
  }

  /** Reads the name of a cluster from the command line. */
  static ClusterId cluster(String text) {
    return readFlag("cluster", text, ClusterId::new);
  }

  /** Reads the name of a node from the command line. */
  static NodeId node(String text) {
    return readFlag("node", text, NodeId::new);
  }

  /**
   * Reads a flag.
   *
   * @throws ConfigException with the flag, its value and what is allowed
   */
  static <T> T readFlag(String name, String text, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      String message = Config.messageOf(e).replaceFirst("^[a-z.-]+: ", "");
      throw new ConfigException(List.of(new Problem(Origin.flag(), name, message)));
    }
  }
}
