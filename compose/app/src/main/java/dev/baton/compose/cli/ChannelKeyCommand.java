package dev.baton.compose.cli;

import dev.baton.channel.core.KeyId;
import dev.baton.channel.key.ChannelKeyException;
import dev.baton.channel.key.ChannelKeyFile;
import dev.baton.compose.config.Config;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.ServiceException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton channel-key}: needs neither Kafka nor a configuration. */
@Command(
    name = "channel-key",
    description =
        "Makes the file with the key by which the members of a cluster recognise each other. Copy"
            + " it to every member; nobody else may read it. Needs no Kafka.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the file is written",
      "2:the file exists already, cannot be written, or with --add: is missing or wrong"
    })
final class ChannelKeyCommand implements Runnable {

  private final CliContext context;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "The key file, which gets mode 600. Without --add it must not exist yet.")
  private Path file = Path.of("");

  @Option(
      names = "--add",
      description =
          "Adds a new key at the end of an existing file. It is accepted from then on; the first"
              + " key of the file still seals.")
  private boolean add;

  ChannelKeyCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    try {
      SecureRandom random = new SecureRandom();
      if (add) {
        KeyId id = ChannelKeyFile.add(file, random, context.clock());
        context.say("added key " + id + " to " + file);
        context.say(
            "next: copy the file to every other member; then move the new line above the others,"
                + " and copy it again");
      } else {
        KeyId id = ChannelKeyFile.create(file, random, context.clock());
        context.say("made " + file + " with key " + id);
        context.say("next: copy the file to every other member of the cluster");
      }
    } catch (ChannelKeyException e) {
      throw new ServiceException(ExitCode.USAGE, Config.messageOf(e), e);
    }
  }
}
