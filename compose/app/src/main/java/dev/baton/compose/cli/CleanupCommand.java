package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import dev.baton.lease.gate.GateException;
import dev.baton.lease.shell.HostCleanup;
import dev.baton.linux.SystemCallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baton cleanup}: needs neither Kafka nor a configuration. */
@Command(
    name = "cleanup",
    description =
        "Removes from this host what actuators have left that are gone: addresses that Baton put,"
            + " then the nftables tables named baton. Needs root, not Kafka.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing is left",
      "1:an actuator lives here; stop it first, or --force",
      "5:the kernel refuses"
    })
final class CleanupCommand implements Callable<Integer> {

  private final CliContext context;

  @Option(
      names = "--run-directory",
      paramLabel = "DIRECTORY",
      defaultValue = "/run/baton",
      description = "The actuators' run.directory; ${DEFAULT-VALUE} unless written.")
  private Path runDirectory = Path.of("/run/baton");

  @Option(
      names = "--force",
      description =
          "Removes also what an actuator uses that lives here; it puts up its guard again, and its"
              + " addresses if it holds the VIPs.")
  private boolean force;

  CleanupCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    AtomicBoolean said = new AtomicBoolean();
    HostCleanup cleanup =
        new HostCleanup(
            runDirectory,
            line -> {
              said.set(true);
              context.say(line);
            });
    try {
      boolean clean = cleanup.clean(force);
      if (!said.get()) {
        context.say("nothing of Baton is left on this host");
      }
      return (clean ? ExitCode.DONE : ExitCode.REFUSED).status();
    } catch (IOException | GateException | SystemCallException e) {
      throw new ServiceException(ExitCode.FAILED, Config.messageOf(e), e);
    }
  }
}
