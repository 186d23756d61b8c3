package dev.baton.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A broker as a program: {@code BrokerMain DATA-DIRECTORY LISTEN-HOST PORT ADVERTISED-HOST}. For
 * one of several brokers {@code CLUSTER-ID NODE-ID} follows, and then each controller as {@code
 * HOST:PORT}.
 *
 * <p>It prints {@code ready HOST:PORT} on standard output when it accepts requests; all other
 * output goes to standard error. It shuts down in order on SIGTERM, and when its standard input
 * ends, so that it does not outlive the program that started it.
 */
public final class BrokerMain {
  static final String READY = "ready ";
  private static final int ALONE = 4;
  private static final int CONTROLLERS = 6;
  private static final int USAGE_ERROR = 2;

  private BrokerMain() {}

  /**
   * Runs until asked to end.
   *
   * @param args as described above
   */
  public static void main(String[] args) {
    if (args.length != ALONE && args.length <= CONTROLLERS) {
      System.err.println(
          "usage: BrokerMain DATA-DIRECTORY LISTEN-HOST PORT ADVERTISED-HOST"
              + " [CLUSTER-ID NODE-ID CONTROLLER...]");
      System.exit(USAGE_ERROR);
    }
    try {
      EmbeddedBroker broker = EmbeddedBroker.start(settings(args));
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
      System.out.println(READY + broker.bootstrapServers());
      awaitEndOfInput();
      System.exit(0);
    } catch (BrokerStartException | IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  static List<String> arguments(EmbeddedBrokerSettings settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add(settings.dataDirectory().toString());
    arguments.add(settings.listenHost());
    arguments.add(String.valueOf(settings.port()));
    arguments.add(settings.advertisedHost());
    settings
        .quorum()
        .ifPresent(
            quorum -> {
              arguments.add(quorum.clusterId());
              arguments.add(String.valueOf(quorum.nodeId()));
              arguments.addAll(quorum.controllers());
            });
    return arguments;
  }

  private static EmbeddedBrokerSettings settings(String[] args) {
    var alone =
        new EmbeddedBrokerSettings(Path.of(args[0]), args[1], Integer.parseInt(args[2]), args[3]);
    if (args.length == ALONE) {
      return alone;
    }
    List<String> controllers = List.of(args).subList(CONTROLLERS, args.length);
    return alone.in(new BrokerQuorum(args[4], Integer.parseInt(args[5]), controllers));
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // The input itself is ignored. Only its end matters.
    }
  }
}
