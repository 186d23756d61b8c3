package dev.baton.compose.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.wiring.KafkaLogs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class InstalledSetTest {
  private final StringWriter errors = new StringWriter();

  private CommandLine baton(Set<InstalledSet> installed) {
    return Baton.commandLine(
        new CliContext(
            new TreeMap<>(Map.of()),
            new PrintWriter(new StringWriter()),
            new PrintWriter(errors),
            new KafkaLogs(),
            InstantSource.system(),
            false,
            Path.of("nowhere")),
        installed);
  }

  private static Set<String> verbs(CommandLine line) {
    Set<String> names = new TreeSet<>();
    line.getSubcommands()
        .forEach(
            (name, verb) -> {
              if (verb.getCommandSpec().usageMessage().hidden()) {
                return;
              }
              if (name.equals("actuator")) {
                verbs(verb).forEach(each -> names.add("actuator " + each));
              } else {
                names.add(name);
              }
            });
    return names;
  }

  @Test
  void everyVerbIsOfAGroup() {
    Set<String> grouped =
        Arrays.stream(VerbGroup.values())
            .flatMap(group -> group.verbs().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    grouped.add("config-reference");
    grouped.add("help");

    assertThat(verbs(baton(EnumSet.allOf(InstalledSet.class)))).isEqualTo(grouped);
  }

  @Test
  void aSetShowsTheVerbsOfItsGroupsOnly() {
    for (InstalledSet set : InstalledSet.values()) {
      Set<String> expected =
          Arrays.stream(VerbGroup.values())
              .filter(group -> group.sets().contains(set))
              .flatMap(group -> group.verbs().stream())
              .collect(Collectors.toCollection(TreeSet::new));
      expected.add("config-reference");
      expected.add("help");

      assertThat(verbs(baton(EnumSet.of(set)))).as(set.shortName()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NODE | arbiter --single-broker --arbiter.id=x1 | arbiter: install baton-control",
        "NODE | define -f web.yaml | define: install baton-control",
        "CONTROL | node --config /etc/baton/node.yaml | node: install baton-node",
        "CONTROL | actuator arp | actuator arp: install baton-node",
        "CONTROL | actuator aws | actuator aws: install baton-aws",
        "AWS | status web | status: install baton-control or baton-node",
        "NODE | preflight --help | preflight: install baton-aws or baton-azure or baton-gcp"
      })
  void aVerbOfAnotherSetSaysWhatToInstall(InstalledSet set, String line, String what) {
    int status = baton(EnumSet.of(set)).execute(line.split(" ", -1));

    assertThat(status).isEqualTo(2);
    assertThat(errors.toString().strip()).isEqualTo("baton: this host has no " + what);
  }

  @Test
  void aSourceTreeHasAll() {
    assertThat(InstalledSet.named("")).containsExactly(InstalledSet.values());
    assertThat(InstalledSet.named("node")).containsExactly(InstalledSet.NODE);
    assertThatThrownBy(() -> InstalledSet.named("nodes"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
