package dev.baton.codec;

import dev.baton.model.command.Command;
import dev.baton.model.fact.Fact;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A frozen record of any type, whose body can be exchanged.
 *
 * @param written the record
 * @param decode the codec of its topic
 */
record AnyBody(
    ProducerRecord<byte[], byte[]> written,
    Function<ConsumerRecord<byte[], byte[]>, Object> decode) {

  /** Returns the record of that type. */
  static AnyBody of(String type) {
    if (type.equals(AuditCodec.TYPE)) {
      AuditCodec codec = new AuditCodec();
      return new AnyBody(codec.encode(Records.PLACE, StateSamples.audit()), codec::decode);
    }
    if (type.equals(StateCodec.TYPE)) {
      StateCodec codec = new StateCodec();
      return new AnyBody(codec.encode(Records.PLACE, StateSamples.snapshot()), codec::decode);
    }
    Fact fact = Samples.facts().get(type);
    return fact == null ? command(Samples.commands().get(type)) : fact(fact);
  }

  private static AnyBody fact(Fact fact) {
    EventCodec codec = Records.events();
    return new AnyBody(codec.encode(Records.PLACE, Samples.cluster(fact), fact), codec::decode);
  }

  private static AnyBody command(Command command) {
    CommandCodec codec = Records.commands();
    return new AnyBody(codec.encode(Records.PLACE, StateSamples.order(command)), codec::decode);
  }

  /** Tells whether the codec takes this body in place of the frozen one. */
  boolean takes(String body) {
    try {
      return decode.apply(Records.withBody(written, Records.utf8(body))) != null;
    } catch (MalformedFactException e) {
      return false;
    }
  }
}
