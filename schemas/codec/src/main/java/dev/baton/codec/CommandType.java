package dev.baton.codec;

import dev.baton.model.command.Command;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The types of the commands topic: their names and how they are read. */
enum CommandType {
  RELEASE("release"),
  ASSIGN("assign"),
  DEAD("dead"),
  DEFINE("define"),
  UNDEFINE("undefine"),
  DEMOTE("demote"),
  PROMOTE("promote"),
  TICK("tick");

  private static final SortedMap<String, CommandType> BY_TYPE = new TreeMap<>();

  static {
    for (CommandType type : values()) {
      BY_TYPE.put(type.type, type);
    }
  }

  private final String type;

  CommandType(String word) {
    this.type = "dev.baton.command." + word + ".v1";
  }

  /** Returns the type's name on the wire. */
  String type() {
    return type;
  }

  /** Reads a body of this type. */
  Command read(Fields in) {
    return switch (this) {
      case RELEASE -> CommandFields.release(in);
      case ASSIGN -> CommandFields.assign(in);
      case DEAD -> CommandFields.dead(in);
      case DEFINE -> CommandFields.define(in);
      case UNDEFINE -> CommandFields.undefine(in);
      case DEMOTE -> CommandFields.demote(in);
      case PROMOTE -> CommandFields.promote(in);
      case TICK -> CommandFields.tick(in);
    };
  }

  /** Returns the type of that name; empty when there is none. */
  static Optional<CommandType> of(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** Returns a command's type. */
  static CommandType of(Command command) {
    return command.match(Classify.INSTANCE);
  }

  private enum Classify implements Command.Cases<CommandType> {
    INSTANCE;

    @Override
    public CommandType release(Command.Release command) {
      return RELEASE;
    }

    @Override
    public CommandType assign(Command.Assign command) {
      return ASSIGN;
    }

    @Override
    public CommandType dead(Command.Dead command) {
      return DEAD;
    }

    @Override
    public CommandType define(Command.Define command) {
      return DEFINE;
    }

    @Override
    public CommandType undefine(Command.Undefine command) {
      return UNDEFINE;
    }

    @Override
    public CommandType demote(Command.Demote command) {
      return DEMOTE;
    }

    @Override
    public CommandType promote(Command.Promote command) {
      return PROMOTE;
    }

    @Override
    public CommandType tick(Command.Tick command) {
      return TICK;
    }
  }
}
