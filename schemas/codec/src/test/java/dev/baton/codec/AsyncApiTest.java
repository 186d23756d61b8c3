package dev.baton.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document speaks of what there is. */
class AsyncApiTest {

  private static final Path DIRECTORY = Path.of("..").toAbsolutePath().normalize();
  private final JsonNode document = read(DIRECTORY.resolve("asyncapi.yaml"));

  @Test
  void describesFourChannels() {
    assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(names(document.path("channels")))
        .containsExactlyInAnyOrder("events", "commands", "audit", "state");
    document
        .path("channels")
        .forEach(
            channel ->
                assertThat(channel.at("/bindings/kafka/partitions").asInt())
                    .isEqualTo(document.at("/channels/events/bindings/kafka/partitions").asInt()));
  }

  @Test
  void listsEveryTypeWithItsSchema() {
    Set<String> listed = new TreeSet<>();
    for (JsonNode message : document.at("/components/messages")) {
      String type = message.path("name").asText();
      listed.add(type);
      assertThat(message.at("/payload/schema/$ref").asText()).endsWith("/" + type + ".json");
    }
    assertThat(listed).isEqualTo(Schemas.types());
  }

  @Test
  void putsEveryMessageIntoAChannel() {
    Set<String> used = new TreeSet<>();
    document.path("channels").forEach(channel -> used.addAll(names(channel.path("messages"))));

    assertThat(used)
        .containsExactlyInAnyOrderElementsOf(names(document.at("/components/messages")));
  }

  @Test
  void refersToNothingThatIsNotThere() {
    List<String> references = new ArrayList<>();
    collect(document, references);

    assertThat(references).isNotEmpty().allSatisfy(AsyncApiTest.this::resolve);
  }

  private void resolve(String reference) {
    String[] parts = reference.split("#", 2);
    JsonNode target = parts[0].isEmpty() ? document : read(DIRECTORY.resolve(parts[0]));
    String pointer = parts.length == 2 ? parts[1] : "";
    assertThat(target.at(pointer).isMissingNode()).as(reference).isFalse();
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.path("$ref").isTextual()) {
      references.add(node.path("$ref").asText());
    }
    node.forEach(child -> collect(child, references));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode read(Path file) {
    try {
      JsonMapper json = new JsonMapper();
      String text = Files.readString(file);
      return file.toString().endsWith(".yaml")
          ? new YAMLMapper().readTree(text)
          : json.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
