package dev.baton.codec;

import dev.baton.model.Source;
import dev.baton.model.command.Command;
import java.util.function.Supplier;

/**
 * A type of the commands topic. Beside the fields that it reads and writes stands the source.
 *
 * @param <C> its commands
 */
abstract class CommandType<C extends Command> extends RecordType<C> {

  CommandType(String word, Class<C> commands) {
    super("dev.baton.command." + word + ".v1", commands);
  }

  /**
   * Returns the CloudEvents id of a command: its source, so that two leaders write it under the
   * same id.
   *
   * @param drawn gives an id that was never given before
   */
  String id(Source source, Supplier<String> drawn) {
    return "command/" + source;
  }
}
