package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.frame.ExitCode;
import dev.baton.compose.frame.ServiceException;
import dev.baton.log.LogUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in a sentence what went wrong; a stack trace only where the fault is our own. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final Surroundings surroundings;

  Errors(Surroundings surroundings) {
    this.surroundings = surroundings;
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
    exception.printStackTrace(surroundings.err());
    return complain("baton: a fault of our own, see above", ExitCode.FAILED);
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    return complain(
        name + ": " + Config.messageOf(exception) + "\nSee: " + name + " --help", ExitCode.USAGE);
  }

  private int complain(String message, ExitCode code) {
    surroundings.complain(message);
    return code.status();
  }
}
