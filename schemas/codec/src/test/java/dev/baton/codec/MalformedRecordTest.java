package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.model.ArbiterId;
import dev.baton.model.ClusterId;
import dev.baton.model.NodeId;
import dev.baton.model.SessionId;
import dev.baton.model.fact.Fact;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a record is said with its place. */
class MalformedRecordTest {

  private static final String TYPE = "dev.baton.fact.keepalive.v1";
  private static final String BODY = Samples.text(TYPE);

  private final EventCodec codec = Records.events();
  private final ProducerRecord<byte[], byte[]> written =
      codec.encode(Records.PLACE, Optional.of(Samples.CLUSTER), Samples.facts().get(TYPE));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"node\": \"node-a\",       |                          | $.node",
        "\"node\": \"node-a\"        | \"node\": null           | $.node",
        "\"node\": \"node-a\"        | \"node\": \"Node A\"     | $.node",
        "\"node\": \"node-a\"        | \"node\": 7              | $.node",
        "\"sequence\": 0             | \"sequence\": -1         | $.sequence",
        "\"sequence\": 0             | \"sequence\": 1.5        | $.sequence",
        "\"sequence\": 0             | \"sequence\": \"0\"      | $.sequence",
        "\"sequence\": 0             | \"sequence\": 9223372036854775808 | $.sequence",
        "\"PT0.5S\"                  | \"0.5\"                  | $.lease",
        "\"PT0.5S\"                  | \"PT1M\"                 | $.lease",
        "\"PT0.5S\"                  | \"PT0S\"                 | $",
        "\"PT0.5S\"                  | \"PT0.0009S\"            | $",
        "\"PT0.5S\"                  | \"PT60.000000001S\"      | $",
        "\"PT0.5S\"                  | \"PT999999999999S\"      | $.lease",
        "\"highestSeen\": 4          | \"highestSeen\": 9223372036854775807 | $.highestSeen",
        "\"highestSeen\": 4          | \"highestSeen\": 9007199254740992 | $.highestSeen",
        "\"generation\": 0           | \"generation\": 9007199254740992 | $.generation",
        "\"definitionVersion\": 2    | \"definitionVersion\": -9223372036854775808"
            + " | $.definitionVersion",
        "\"sequence\": 0             | \"sequence\": 1e3        | $.sequence",
        "\"sequence\": 0             | \"sequence\": 123456789012345678901234567890 | $.sequence",
        "[\"s-05d2\"]                | \"s-05d2\"               | $.ended",
        "[\"s-05d2\"]                | [\"s-05d2\", 3]          | $.ended[1]",
        "\"nftables\"                | \"NFTABLES\"             | $.enforcement",
        "\"holding\": 0              | \"holding\": true        | $.holding",
      })
  void namesTheFieldThatIsWrong(String correct, String wrong, String where) {
    String replacement = wrong == null ? "" : wrong;
    assertThat(BODY).contains(correct);

    assertMalformed(BODY.replace(correct, replacement), where);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"node\": \"a\"            | line 1 column",
        "{\"node\": \"a\" \"b\"}     | line 1 column",
        "{\"a\": 1, \"a\": 2}        | line 1 column",
        "{} {}                       | line 1 column",
        "``                          | $",
        "[]                          | $",
        "null                        | $",
      })
  void saysWhereATextIsNoJsonObject(String body, String where) {
    assertThatExceptionOfType(MalformedFactException.class)
        .isThrownBy(() -> codec.decode(Records.withBody(written, Records.utf8(body))))
        .satisfies(e -> assertThat(e.where()).startsWith(where));
  }

  @Test
  void ignoresFieldsItDoesNotKnow() {
    String extended = BODY.replaceFirst("\\{", "{\"later\": {\"deep\": [null]},");

    assertThat(codec.decode(Records.withBody(written, Records.utf8(extended))).fact())
        .isEqualTo(Samples.facts().get(TYPE));
  }

  @Test
  void refusesBodiesOverOneMebibyteBothWays() {
    String blank = " ".repeat(Json.MOST_BYTES);
    assertMalformed(BODY + blank, "body");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.write(out -> out.text("why", blank)))
        .withMessageContaining("1048576");
  }

  @Test
  void refusesARecordWithoutBody() {
    assertThatExceptionOfType(MalformedFactException.class)
        .isThrownBy(() -> codec.decode(Records.withBody(written, null)))
        .withMessage("body: there is none");
  }

  @ParameterizedTest
  @CsvSource({
    "ce_type, dev.baton.fact.keepalive.v2, ce_type",
    "ce_type, , headers",
    "ce_id, , headers",
    "ce_source, , headers",
    "ce_specversion, , headers",
    "ce_specversion, 7.0, headers",
    "ce_time, yesterday, headers",
    "ce_subject, Not-A-Name, ce_subject",
    "ce_subject, other, key",
    "ce_subject, , key",
    "content-type, text/plain, content-type",
    "content-type, application/cloudevents+json, content-type",
  })
  void namesTheHeaderThatIsWrong(String header, String value, String where) {
    Headers headers = new RecordHeaders(written.headers().toArray());
    headers.remove(header);
    if (value != null) {
      headers.add(header, Records.utf8(value));
    }

    assertThatExceptionOfType(MalformedFactException.class)
        .isThrownBy(() -> codec.decode(Records.delivered(written.key(), headers, written.value())))
        .satisfies(e -> assertThat(e.where()).isEqualTo(where));
  }

  @Test
  void refusesAHeaderWithoutValue() {
    Headers headers = new RecordHeaders(written.headers().toArray()).add("ce_extra", null);

    assertThatExceptionOfType(MalformedFactException.class)
        .isThrownBy(() -> codec.decode(Records.delivered(written.key(), headers, written.value())))
        .withMessage("header ce_extra: has no value");
  }

  @Test
  void takesABodyWithoutContentTypeForJson() {
    Headers headers = new RecordHeaders(written.headers().toArray()).remove("content-type");

    assertThat(codec.decode(Records.delivered(written.key(), headers, written.value())).fact())
        .isEqualTo(Samples.facts().get(TYPE));
  }

  @Test
  void acceptsACharsetBesideTheContentType() {
    Headers headers = new RecordHeaders(written.headers().toArray());
    headers.remove("content-type");
    headers.add("content-type", Records.utf8("application/json; charset=utf-8"));

    assertThat(codec.decode(Records.delivered(written.key(), headers, written.value())).fact())
        .isEqualTo(Samples.facts().get(TYPE));
  }

  @Test
  void refusesAPartitionsFactWithAClusterAndTheOtherWayRound() {
    Fact beat = new Fact.Beat(new ArbiterId("a"), 1);
    Fact keepalive = Samples.facts().get(TYPE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(Records.PLACE, Optional.of(Samples.CLUSTER), beat));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(Records.PLACE, Optional.empty(), keepalive));
  }

  @Test
  void refusesADefinitionUnderAnotherClustersKey() {
    Fact defined = Samples.facts().get("dev.baton.fact.defined.v1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(Records.PLACE, Optional.of(new ClusterId("web")), defined))
        .withMessageContaining("$.definition.cluster");
  }

  @Test
  void replacesHalvesOfSurrogatePairs() {
    Fact torn = new Fact.SessionClosed(new NodeId("a"), new SessionId("s"), "x\uD83Dy\uDE80");

    Fact read =
        codec
            .decode(
                Records.delivered(codec.encode(Records.PLACE, Optional.of(Samples.CLUSTER), torn)))
            .fact();

    assertThat(read)
        .isEqualTo(new Fact.SessionClosed(new NodeId("a"), new SessionId("s"), "x\uFFFDy\uFFFD"));
  }

  private void assertMalformed(String body, String where) {
    assertThatExceptionOfType(MalformedFactException.class)
        .isThrownBy(() -> codec.decode(Records.withBody(written, Records.utf8(body))))
        .satisfies(e -> assertThat(e.where()).isEqualTo(where));
  }
}
