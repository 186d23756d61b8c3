package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.audit.AuditDetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the pages tell of each type is made of the codecs' types, their schemas and their frozen
 * texts, and what they tell of an audit line's details of the model. {@code -Dpages.rewrite=true}
 * writes it anew; review the difference.
 */
class RecordPagesTest {

  private static final List<Message> EVENTS = messages(EventCodec.TYPES);
  private static final List<Message> COMMANDS = messages(CommandCodec.TYPES);
  private static final List<Message> AUDIT = List.of(new Message(AuditCodec.TYPE, "Either"));
  private static final List<Message> STATE = List.of(new Message(StateCodec.TYPE, "Cluster"));

  @Test
  void theRecordsAreShownAsTheyAre() throws IOException {
    assertMade("RECORDS.md", RecordPagesTest::records);
  }

  @Test
  void theMessagesAreListedAsTheyAre() throws IOException {
    assertMade("asyncapi.yaml", RecordPagesTest::asyncApi);
  }

  private static void assertMade(String name, UnaryOperator<String> make) throws IOException {
    Path page = Path.of("..", name);
    String told = Files.readString(page);

    String made = make.apply(told);

    if (Boolean.getBoolean("pages.rewrite")) {
      Files.writeString(page, made);
    } else {
      assertThat(told).isEqualTo(made);
    }
  }

  private static String records(String page) {
    String head = page.substring(0, place(page, "## Events\n", 0));
    List<Message> others = Stream.concat(AUDIT.stream(), STATE.stream()).toList();
    return head
        + chapter("Events", EVENTS)
        + "\n"
        + chapter("Commands", COMMANDS)
        + "\n"
        + chapter("Audit and state", others)
        + "\n"
        + details();
  }

  /** What an audit line's details may be. */
  private static String details() {
    return """
    ## Details of audit lines

    An audit line's `details` are texts by name. Which a line has depends on what it tells. \
    A newer arbiter may write names that are not here. A reader ignores them.

    | detail | value | what it tells |
    |---|---|---|
    """
        + joined(AuditDetail.all(), RecordPagesTest::row);
  }

  private static String row(AuditDetail<?> detail) {
    return "| `%s` | %s | %s |\n".formatted(detail.name(), detail.form(), detail.about());
  }

  private static String chapter(String title, List<Message> messages) {
    return "## " + title + "\n" + joined(messages, Message::section);
  }

  private static String asyncApi(String page) {
    String text = page;
    text = channel(text, "events", EVENTS);
    text = channel(text, "commands", COMMANDS);
    text = channel(text, "audit", AUDIT);
    text = channel(text, "state", STATE);
    List<Message> all = Stream.of(EVENTS, COMMANDS, AUDIT, STATE).flatMap(List::stream).toList();
    int components = place(text, "\ncomponents:\n", 0);
    return replaced(text, components, "  schemas:\n", joined(all, Message::definition));
  }

  private static String channel(String text, String name, List<Message> messages) {
    int channel = place(text, "\n  " + name + ":\n", place(text, "\nchannels:\n", 0));
    return replaced(text, channel, "    bindings:\n", joined(messages, Message::reference));
  }

  /** Puts the content between the first list of messages after a place and what follows it. */
  private static String replaced(String text, int after, String next, String content) {
    String list = "  messages:\n";
    int start = place(text, list, after) + list.length();
    return text.substring(0, start) + content + text.substring(place(text, next, start));
  }

  private static int place(String text, String sought, int from) {
    int place = text.indexOf(sought, from);
    assertThat(place).as("where \"%s\" stands", sought.strip()).isNotNegative();
    return place;
  }

  private static <T> String joined(List<T> parts, Function<? super T, String> part) {
    return parts.stream().map(part).collect(Collectors.joining());
  }

  private static List<Message> messages(RecordTypes<?, ?> types) {
    return types.all().stream().map(RecordPagesTest::message).toList();
  }

  private static Message message(RecordType<?> type) {
    return switch (type.concern()) {
      case CLUSTER -> new Message(type.name(), "Cluster");
      case PARTITION -> new Message(type.name(), "Partition");
    };
  }

  /**
   * A type as the pages tell of it.
   *
   * @param type its name
   * @param headers which of the document's kinds of headers it has
   */
  private record Message(String type, String headers) {

    private static final String SCHEMAS = "codec/src/main/resources/dev/baton/schemas/";

    String title() {
      return Schemas.text(type).path("title").asText();
    }

    String section() {
      return """

      ### `%s`

      %s

      ```json
      %s```
      """
          .formatted(
              type, Schemas.text(type).path("description").asText(), Samples.fullestText(type));
    }

    String reference() {
      return """
            %1$s:
              $ref: '#/components/messages/%1$s'
      """
          .formatted(title());
    }

    String definition() {
      String definition =
          """
              %1$s:
                name: %2$s
                title: %1$s
                summary: %3$s
                contentType: application/json
                headers:
                  $ref: '#/components/schemas/%4$sHeaders'
                payload:
                  schemaFormat: application/schema+json;version=draft-2020-12
                  schema:
                    $ref: %5$s%2$s.json
          """
              .formatted(title(), type, Schemas.text(type).path("description"), headers, SCHEMAS);
      return headers.equals("Partition") ? definition : definition + key();
    }

    private static String key() {
      return """
            bindings:
              kafka:
                key:
                  $ref: %scommon.json#/$defs/name
                bindingVersion: 0.5.0
      """
          .formatted(SCHEMAS);
    }
  }
}
