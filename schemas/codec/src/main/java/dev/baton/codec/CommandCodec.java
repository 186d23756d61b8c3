package dev.baton.codec;

import dev.baton.model.ClusterId;
import dev.baton.model.Source;
import dev.baton.model.command.Command;
import dev.baton.model.command.CommandRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records of the commands topic. Thread-safe if its clock and its supplier of ids are. */
public final class CommandCodec {

  private final InstantSource clock;
  private final Supplier<String> ids;

  /**
   * Creates a codec.
   *
   * @param clock gives the time that the envelope says, for people
   * @param ids gives ids that were never given before, for ticks
   */
  public CommandCodec(InstantSource clock, Supplier<String> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Returns the types of the commands topic, sorted. */
  public static List<String> types() {
    return Stream.of(CommandType.values()).map(CommandType::type).sorted().toList();
  }

  /**
   * Writes an order. Its id is its source, so that two leaders write it under the same id.
   *
   * @throws IllegalArgumentException when a tick has a cluster or another command has none, or when
   *     the body is over 1 MiB
   */
  public ProducerRecord<byte[], byte[]> encode(TopicPartition place, CommandRecord order) {
    CommandType type = CommandType.of(order.command());
    boolean tick = type == CommandType.TICK;
    String id = tick ? ids.get() : "command/" + order.source();
    Optional<Instant> time = tick ? Optional.empty() : Optional.of(clock.instant());
    Envelope envelope = new Envelope(type.type(), order.cluster(), id, time);
    try {
      check(envelope, type, order.command());
    } catch (MalformedFactException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return envelope.enclose(place, Json.write(out -> write(out, order)));
  }

  /**
   * Reads an order.
   *
   * @throws MalformedFactException when it is none
   */
  public CommandRecord decode(ConsumerRecord<byte[], byte[]> record) {
    Envelope envelope = Envelope.open(record);
    CommandType type = CommandType.of(envelope.type()).orElseThrow(envelope::unknownType);
    Fields body = Json.read(record.value());
    Source source = body.object("source", CommandFields::source);
    Command command = type.read(body);
    check(envelope, type, command);
    return new CommandRecord(envelope.cluster(), source, command);
  }

  private static void write(FieldWriter out, CommandRecord order) {
    out.object("source", inner -> CommandFields.source(inner, order.source()));
    order.command().match(new CommandFields(out));
  }

  private static void check(Envelope envelope, CommandType type, Command command) {
    if (type == CommandType.TICK) {
      envelope.requireNoCluster();
      return;
    }
    ClusterId cluster = envelope.requireCluster();
    if (command instanceof Command.Define define) {
      Envelope.requireSame("$.definition.cluster", cluster, define.definition().cluster());
    }
  }
}
