package dev.baton.codec;

import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.audit.AuditEntry;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads and writes the records of the audit topic. Thread-safe. */
public final class AuditCodec {

  /** The only type of record in the audit topic. */
  public static final String TYPE = "dev.baton.audit.v1";

  /** Creates a codec. It has no settings. */
  public AuditCodec() {}

  /**
   * Writes an audit line. The CloudEvents id is the line's source. The time is that of the fact
   * from which the line derives.
   *
   * @throws IllegalArgumentException when the body is over 1 MiB
   */
  public ProducerRecord<byte[], byte[]> encode(TopicPartition place, AuditEntry line) {
    Envelope envelope =
        new Envelope(TYPE, line.cluster(), "audit/" + line.source(), Optional.of(line.at()));
    return envelope.enclose(place, Json.write(out -> write(out, line)));
  }

  /**
   * Reads an audit line.
   *
   * @throws MalformedFactException when the record is no audit line
   */
  public AuditEntry decode(ConsumerRecord<byte[], byte[]> record) {
    Envelope envelope = Envelope.open(record).requireType(TYPE);
    Fields in = Json.read(record.value());
    return in.build(
        () ->
            new AuditEntry(
                envelope.cluster(),
                in.object("source", SourceFields::read),
                in.instant("at"),
                in.word("kind", Vocabulary.AUDIT_KIND),
                in.text("rule"),
                in.optionalNumber("epoch", Epoch::new),
                in.optionalText("node", NodeId::new),
                in.text("summary"),
                in.objects("alternatives", AuditCodec::alternative),
                in.map("details")));
  }

  private static void write(FieldWriter out, AuditEntry line) {
    out.object("source", inner -> SourceFields.write(inner, line.source()))
        .instant("at", line.at())
        .word("kind", line.kind(), Vocabulary.AUDIT_KIND)
        .text("rule", line.rule())
        .number("epoch", line.epoch().map(Epoch::value))
        .text("node", line.node().map(NodeId::value))
        .text("summary", line.summary())
        .objects("alternatives", line.alternatives(), AuditCodec::write)
        .map("details", line.details());
  }

  private static AuditEntry.Alternative alternative(Fields in) {
    return in.build(
        () ->
            new AuditEntry.Alternative(
                in.text("node", NodeId::new),
                in.flag("chosen"),
                in.word("eligibility", Vocabulary.ELIGIBILITY),
                in.integer("priority")));
  }

  private static void write(FieldWriter out, AuditEntry.Alternative alternative) {
    out.text("node", alternative.node().value())
        .flag("chosen", alternative.chosen())
        .word("eligibility", alternative.eligibility(), Vocabulary.ELIGIBILITY)
        .number("priority", alternative.priority());
  }
}
