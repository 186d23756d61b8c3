package dev.baton.compose;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code baton} command. */
@Command(
    name = "baton",
    description = "Virtual IPs that move on Apache Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {

  /** For the command line parser. */
  public Main() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param args what the user wrote behind {@code baton}
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The version that the build wrote into this jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"baton " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
