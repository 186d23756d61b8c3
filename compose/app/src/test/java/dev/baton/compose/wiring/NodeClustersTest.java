package dev.baton.compose.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Problem;
import dev.baton.compose.config.Sources;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.WebPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that serves several clusters from one process. */
final class NodeClustersTest {
  private static final String MAIL = "node: {cluster: mail}\narp: {interface: eth1}\n";

  @TempDir Path directory;

  @Test
  void isOneClusterWithoutADirectory() {
    assertThat(names(process("arp: {interface: eth0}\n", false)))
        .containsExactly(List.of("arp", "agent"));
  }

  @Test
  void isOneClusterWhereTheDirectoryIsEmpty() {
    assertThat(names(process("arp: {interface: eth0}\n", true)))
        .containsExactly(List.of("arp", "agent"));
  }

  @Test
  void isAGroupOfServicesForEachFileByName() throws IOException {
    file("mail.yaml", MAIL);
    file("files.yaml", "node: {cluster: files, actuator: responder}\n");
    file(".mail.yaml.swp", "not: {a: file}");

    assertThat(names(process("arp: {interface: eth0}\n", true)))
        .containsExactly(
            List.of("web/arp", "web/agent"),
            List.of("files/responder", "files/agent"),
            List.of("mail/arp", "mail/agent"));
  }

  @Test
  void asksTheMembersOfEachClusterOnAPageOfItsOwn() throws IOException {
    file("mail.yaml", MAIL);
    file("files.yaml", "node: {cluster: files, actuator: responder}\n");
    Config process =
        process("arp: {interface: eth0}\nchannel.key-file: " + directory + "/none\n", true);

    assertThat(NodeServices.of(process, new NoLog()).stream().flatMap(List::stream))
        .flatExtracting(Service::pages)
        .extracting(WebPage::path)
        .containsExactly(
            "/channel/web/ping",
            "/keeper/web",
            "/channel/files/ping",
            "/keeper/files",
            "/channel/mail/ping",
            "/keeper/mail");
  }

  @Test
  void takesFromTheProcessWhatConcernsTheProcessAndTheHostAndNothingElse() throws IOException {
    file("mail.yaml", MAIL);
    file("files.yaml", "node: {cluster: files, id: a-files}\narp: {interface: eth0}\n");
    Config process =
        process(
            """
            kafka: {bootstrap: "k1:9092", topic-prefix: ha.}
            arp: {interface: eth0, track-interface: false}
            run.directory: /run/ha
            log.level: debug
            agent.probes.db: {kind: tcp, address: "127.0.0.1:5432"}
            """,
            true);

    List<Config> further = NodeClusters.read(process).orThrow();

    Config files = further.get(0);
    Config mail = further.get(1);
    assertThat(mail.get(CommonKeys.KAFKA_TOPIC_PREFIX)).isEqualTo("ha.");
    assertThat(mail.get(CommonKeys.LOG_LEVEL)).isEqualTo("debug");
    assertThat(mail.get(NodeKeys.RUN_DIRECTORY)).isEqualTo(Path.of("/run/ha"));
    assertThat(mail.find(NodeKeys.ID)).contains("a");
    assertThat(files.find(NodeKeys.ID)).contains("a-files");
    assertThat(mail.find(NodeKeys.INTERFACE)).contains("eth1");
    assertThat(mail.get(NodeKeys.TRACK_INTERFACE)).isTrue();
    assertThat(ProbeReader.read(mail)).isEmpty();
    assertThat(mail.find(NodeKeys.CLUSTERS_DIRECTORY)).isEmpty();
  }

  @Test
  void refusesWhatOnlyTheProcessMaySayAndTellsWhere() throws IOException {
    Path mail = file("mail.yaml", MAIL + "http.listen: off\nkafka.bootstrap: k9:9092\n");
    file("files.yaml", "node: {cluster: files, clusters-directory: /x}\narp: {interface: eth0}\n");

    assertThat(problems(process("arp: {interface: eth0}\n", true)))
        .contains(
            mail
                + ":3:1: http.listen: concerns the whole process; only the file of the process may"
                + " say it",
            mail
                + ":4:1: kafka.bootstrap: concerns the whole process; only the file of the process"
                + " may say it")
        .anyMatch(problem -> problem.contains("node.clusters-directory: concerns"))
        .hasSize(3);
  }

  @Test
  void refusesAClusterThatIsThereTwiceAndAPortOfTwoResponders() throws IOException {
    file("again.yaml", "node: {cluster: web}\narp: {interface: eth0}\n");
    file("files.yaml", "node: {cluster: files, actuator: responder}\n");
    file("mail.yaml", "node: {cluster: mail, actuator: responder}\n");

    assertThat(problems(process("arp: {interface: eth0}\n", true)))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("again.yaml:1:8: node.cluster: web is taken already"))
        .anyMatch(problem -> problem.contains("mail.yaml:1:8: responder.port: 61000 is taken"));
  }

  @Test
  void saysAllThatIsWrongInAllFiles() throws IOException {
    file("a.yaml", "node: {clutser: mail}\n");
    file("b.yaml", "node: [\n");
    Files.createDirectory(directory.resolve("c.yaml"));
    Files.write(directory.resolve("d.yaml"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(problems(process("arp: {interface: eth0}\n", true)))
        .anyMatch(problem -> problem.contains("a.yaml:1:8: node.clutser: unknown key"))
        .anyMatch(problem -> problem.contains("a.yaml: node.cluster: is missing"))
        .anyMatch(problem -> problem.contains("b.yaml"))
        .anyMatch(problem -> problem.contains("c.yaml: is a directory"))
        .anyMatch(problem -> problem.contains("d.yaml:1:1: byte 0xC3"));
  }

  @Test
  void tellsOfFilesThatItDoesNotRead() throws IOException {
    Path old = file("mail.yaml.dpkg-old", MAIL);
    Path other = file("mail.yml", MAIL);

    assertThat(NodeClusters.read(process("arp: {interface: eth0}\n", true)).remarks())
        .extracting(Problem::toString)
        .containsExactly(
            old + ": is not read: its name does not end in .yaml",
            other + ": is not read: its name does not end in .yaml");
  }

  @Test
  void refusesADirectoryThatIsNoneOrIsNotThere() throws IOException {
    Path file = file("mail.yaml", MAIL);

    assertThat(problems(load("node: {cluster: web, id: a, clusters-directory: " + file + "}\n")))
        .singleElement()
        .asString()
        .contains("node.clusters-directory: " + file + " is no directory");
    assertThat(problems(load("node: {cluster: web, id: a, clusters-directory: /no/such}\n")))
        .singleElement()
        .asString()
        .contains("node.clusters-directory: /no/such does not exist");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private Config process(String further, boolean withDirectory) {
    String clusters = withDirectory ? ", clusters-directory: " + directory : "";
    return load("node: {cluster: web, id: a" + clusters + "}\n" + further);
  }

  private static Config load(String yaml) {
    return ConfigLoader.load(
        Components.CATALOG, Components.NODE, Sources.ofFile("node.yaml", yaml));
  }

  private static List<List<String>> names(Config process) {
    return NodeServices.of(process, new NoLog()).stream()
        .map(group -> group.stream().map(Service::name).toList())
        .toList();
  }

  private static List<String> problems(Config process) {
    assertThatThrownBy(() -> NodeServices.of(process, new NoLog()))
        .isInstanceOf(ConfigException.class);
    return NodeClusters.read(process).problems().stream().map(Problem::toString).toList();
  }
}
