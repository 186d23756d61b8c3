package dev.baton.codec;

import dev.baton.model.Source;
import dev.baton.model.command.Command;
import java.util.function.Supplier;

/**
 * A type of record in the commands topic. Each body holds the command's source as well.
 *
 * @param <C> the type of the command
 */
abstract class CommandType<C extends Command> extends RecordType<C> {

  CommandType(String word, Class<C> commands) {
    super("dev.baton.command." + word + ".v1", commands);
  }

  /**
   * Returns the CloudEvents id of a command: its source, so two leaders that write the same command
   * use the same id.
   *
   * @param drawn gives an id that was never used before
   */
  String id(Source source, Supplier<String> drawn) {
    return "command/" + source;
  }
}
