package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Suggestion;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.Faults;
import dev.baton.compose.service.ServiceException;
import dev.baton.compose.wiring.Components;
import dev.baton.log.LogUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints what went wrong in one sentence. A stack trace appears only on request. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private final CliContext context;

  Errors(CliContext context) {
    this.context = context;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    if (exception instanceof ConfigException) {
      return complain(Config.messageOf(exception), ExitCode.USAGE);
    }
    if (exception instanceof LogUnavailableException) {
      return complain("baton: " + Config.messageOf(exception), ExitCode.LOG_UNAVAILABLE);
    }
    if (exception instanceof ServiceException service) {
      return complain("baton: " + Config.messageOf(service), service.exitCode());
    }
    return unexpected(exception);
  }

  /**
   * Prints an unexpected failure in one line: what it was and where it came from. The stack trace
   * is logged at level debug.
   */
  int unexpected(Exception fault) {
    LOG.atDebug().setCause(fault).log("Not foreseen");
    String place =
        fault.getStackTrace().length == 0 ? "" : ", at " + fault.getStackTrace()[0].toString();
    return complain(
        "baton: an error inside Baton, please report it: "
            + Faults.words(fault).lines().findFirst().orElse("")
            + place
            + " (more: --log.level=debug)",
        ExitCode.FAILED);
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String what =
        exception instanceof UnmatchedArgumentException unmatched
            ? unmatched(command, unmatched.getUnmatched())
            : Config.messageOf(exception).lines().findFirst().orElse("");
    return complain(name + ": " + what + "\nSee: " + name + " --help", ExitCode.USAGE);
  }

  /** Names the first unknown word, and the word that was probably meant. */
  private static String unmatched(CommandLine command, List<String> words) {
    String word = words.isEmpty() ? "" : words.get(0);
    if (word.startsWith("-")) {
      String flag = word.replaceFirst("=(?s:.*)", "");
      return "unknown option " + flag + hint(flag, flags(command));
    }
    if (command.getSubcommands().isEmpty()) {
      return "\"" + word + "\" is one word too many";
    }
    TreeSet<String> verbs = new TreeSet<>(command.getSubcommands().keySet());
    if (command.getParent() == null) {
      verbs.addAll(Baton.TRYING_OUT);
    }
    return verbs.contains(word)
        ? "\""
            + word
            + "\" is for trying out, and not part of what runs on nodes;"
            + " run ./baton "
            + word
            + " in a source tree"
        : "\"" + word + "\" is no verb" + hint(word, verbs);
  }

  private static String hint(String word, Iterable<String> known) {
    TreeSet<String> candidates = new TreeSet<>();
    known.forEach(candidates::add);
    Optional<String> near = Suggestion.of(word, candidates);
    return near.or(() -> key(word)).map(meant -> "; did you mean " + meant + "?").orElse("");
  }

  private static Optional<String> key(String flag) {
    return Optional.of(flag)
        .filter(word -> word.startsWith("--"))
        .flatMap(word -> Suggestion.of(word.substring(2), keys()))
        .map(key -> "--" + key);
  }

  private static List<String> flags(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> List.of(option.names()).stream())
        .toList();
  }

  private static List<String> keys() {
    return Components.CATALOG.schemas().stream()
        .flatMap(schema -> schema.names().stream())
        .distinct()
        .toList();
  }

  private int complain(String message, ExitCode code) {
    context.complain(message);
    return code.status();
  }
}
