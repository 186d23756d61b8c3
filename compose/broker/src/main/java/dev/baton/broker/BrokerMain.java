package dev.baton.broker;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A broker as a program: {@code BrokerMain DATA-DIRECTORY LISTEN-HOST PORT ADVERTISED-HOST}.
 *
 * <p>Prints {@code ready HOST:PORT} on standard output when it takes requests; everything else goes
 * to standard error. Shuts down in order on SIGTERM, and when its standard input ends: a broker
 * does not outlive the program that started it.
 */
public final class BrokerMain {
  static final String READY = "ready ";
  private static final int ARGUMENTS = 4;
  private static final int USAGE_ERROR = 2;

  private BrokerMain() {}

  /**
   * Runs until asked to end.
   *
   * @param args as described above
   */
  public static void main(String[] args) {
    if (args.length != ARGUMENTS) {
      System.err.println("usage: BrokerMain DATA-DIRECTORY LISTEN-HOST PORT ADVERTISED-HOST");
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

  static String[] arguments(EmbeddedBrokerSettings settings) {
    return new String[] {
      settings.dataDirectory().toString(),
      settings.listenHost(),
      String.valueOf(settings.port()),
      settings.advertisedHost()
    };
  }

  private static EmbeddedBrokerSettings settings(String[] args) {
    return new EmbeddedBrokerSettings(
        Path.of(args[0]), args[1], Integer.parseInt(args[2]), args[3]);
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Input means nothing; only its end does.
    }
  }
}
