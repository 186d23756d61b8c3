package dev.baton.codec;

import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads and writes the records of the commands topic. Thread-safe if its clock and its supplier of
 * ids are.
 */
public final class CommandCodec {

  static final RecordTypes<Command, CommandType<?>> TYPES =
      new RecordTypes<>(
          List.of(
              new ReleaseType(),
              new AssignType(),
              new NextType(),
              new PeersType(),
              new DeadType(),
              new DefineType(),
              new UndefineType(),
              new DemoteType(),
              new PromoteType(),
              new TickType()));

  private final InstantSource clock;
  private final Supplier<String> ids;

  /**
   * Creates a codec.
   *
   * @param clock gives the time in the envelope, for people
   * @param ids gives ids that were never used before, for ticks
   */
  public CommandCodec(InstantSource clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Returns the types of the commands topic, sorted. */
  public static List<String> types() {
    return TYPES.names();
  }

  /**
   * Writes a command. The CloudEvents id is the command's source, so two leaders that write the
   * same command use the same id.
   *
   * @throws IllegalArgumentException when a tick has a cluster, when another command has none, or
   *     when the body is over 1 MiB
   */
  public ProducerRecord<byte[], byte[]> encode(TopicPartition place, CommandRecord order) {
    return encode(TYPES.of(order.command()), place, order);
  }

  private <C extends Command> ProducerRecord<byte[], byte[]> encode(
      CommandType<C> type, TopicPartition place, CommandRecord order) {
    C command = type.values().cast(order.command());
    String id = type.id(order.source(), ids);
    Envelope envelope = new Envelope(type.name(), order.cluster(), id, type.time(clock));
    type.require(envelope, command);
    return envelope.enclose(
        place,
        Json.write(
            out -> {
              out.object("source", inner -> SourceFields.write(inner, order.source()));
              type.write(out, command);
            }));
  }

  /**
   * Reads a command.
   *
   * @throws MalformedFactException when the record is no command
   */
  public CommandRecord decode(ConsumerRecord<byte[], byte[]> record) {
    Envelope envelope = Envelope.open(record);
    CommandType<?> type = TYPES.named(envelope.type()).orElseThrow(envelope::unknownType);
    Fields body = Json.read(record.value());
    Source source = body.object("source", SourceFields::read);
    return new CommandRecord(envelope.cluster(), source, type.read(envelope, body));
  }
}
