package dev.baton.compose.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.compose.config.Config;
import dev.baton.compose.config.ConfigLoader;
import dev.baton.compose.config.Sources;
import dev.baton.compose.service.HttpPaths;
import dev.baton.compose.wiring.CommonKeys;
import dev.baton.compose.wiring.Components;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands in {@code compose/kubernetes} fits this version: no cluster is asked. What a
 * Kubernetes says of it is for a Kubernetes to say.
 */
class ManifestsTest {

  /** Each file with the component that it runs. */
  private static final Map<String, String> COMPONENTS =
      Map.of(
          "arbiter", Components.ARBITER,
          "aws", Components.AWS,
          "azure", Components.AZURE,
          "gcp", Components.GCP);

  private static final String POD = "spec.template.spec.";
  private static final String CONTAINER = POD + "containers[0].";
  private static final String APP = "app.kubernetes.io/name";

  static Stream<String> services() {
    return COMPONENTS.keySet().stream().sorted();
  }

  private static Manifest only(List<Manifest> manifests, String kind) {
    List<Manifest> found = manifests.stream().filter(each -> each.kind().equals(kind)).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.get(0);
  }

  private static Manifest only(String service, String kind) {
    return only(Manifest.read(service + ".yaml"), kind);
  }

  /** The configuration as the service in the container will read it. */
  private static Config config(String service) {
    Manifest map = only(service, "ConfigMap");
    String text = map.value("data." + service + ".yaml");
    assertThat(text).isNotBlank();
    return ConfigLoader.load(
        Components.CATALOG,
        COMPONENTS.getOrDefault(service, ""),
        Sources.ofFile(service + ".yaml", text));
  }

  private static int port(String service) {
    return config(service)
        .get(Components.httpListen(COMPONENTS.getOrDefault(service, "")))
        .orElseThrow()
        .port();
  }

  @Test
  void everyFileIsLookedAt() throws IOException {
    try (Stream<Path> files = Files.list(Manifest.FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "README.md",
              "kustomization.yaml",
              "namespace.yaml",
              "arbiter.yaml",
              "aws.yaml",
              "azure.yaml",
              "gcp.yaml");
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void hasOneOfEachKindUnderOneName(String service) {
    List<Manifest> manifests = Manifest.read(service + ".yaml");

    assertThat(manifests)
        .extracting(Manifest::kind)
        .containsExactly(
            "ServiceAccount",
            "ConfigMap",
            "Deployment",
            "PodDisruptionBudget",
            "Service",
            "ServiceMonitor",
            "NetworkPolicy");
    for (Manifest manifest : manifests) {
      assertThat(manifest.name()).isEqualTo("baton-" + service);
      assertThat(manifest.value("metadata.namespace")).isEqualTo("baton");
      assertThat(manifest.value("metadata.labels." + APP)).isEqualTo("baton-" + service);
      assertThat(manifest.endingWith("." + APP)).containsOnly("baton-" + service);
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void itsArgumentsAndItsConfigurationAreThoseOfTheComponent(String service) {
    Manifest deployment = only(service, "Deployment");
    List<String> words =
        new ArrayList<>(List.of(COMPONENTS.getOrDefault(service, "").split(" ", -1)));
    words.add("--config=/etc/baton/" + service + ".yaml");

    assertThat(deployment.list(CONTAINER + "args")).isEqualTo(words);
    assertThat(deployment.value(CONTAINER + "image")).isEqualTo("baton/" + service);
    assertThat(Manifest.text("../Dockerfile")).contains("\nFROM common AS " + service + "\n");
    assertThat(deployment.value(CONTAINER + "volumeMounts[0].mountPath")).isEqualTo("/etc/baton");
    assertThat(deployment.value(POD + "volumes[0].configMap.name")).isEqualTo("baton-" + service);
    assertThat(config(service).get(CommonKeys.REAL_TIME)).isFalse();
    assertThat(config(service).get(CommonKeys.KAFKA_BOOTSTRAP)).hasSize(1);
    long deadline = config(service).get(CommonKeys.SHUTDOWN_DEADLINE).toSeconds();
    assertThat(Long.parseLong(deployment.value(POD + "terminationGracePeriodSeconds")))
        .isGreaterThan(deadline);
  }

  @ParameterizedTest
  @MethodSource("services")
  void probesAndMetricsAreAskedWhereTheyAreServed(String service) {
    Manifest deployment = only(service, "Deployment");
    int port = port(service);

    assertThat(
            config(service)
                .get(Components.httpListen(COMPONENTS.getOrDefault(service, "")))
                .orElseThrow()
                .host())
        .isEqualTo("0.0.0.0");
    Map<String, String> probes = new LinkedHashMap<>();
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      probes.put(probe, deployment.value(CONTAINER + probe + ".httpGet.path"));
      assertThat(deployment.value(CONTAINER + probe + ".httpGet.port")).isEqualTo("http");
    }
    assertThat(probes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "startupProbe", HttpPaths.LIVE,
                "livenessProbe", HttpPaths.LIVE,
                "readinessProbe", HttpPaths.READY));
    assertThat(deployment.value(CONTAINER + "ports[0].name")).isEqualTo("http");
    assertThat(deployment.value(CONTAINER + "ports[0].containerPort"))
        .isEqualTo(Integer.toString(port));
    Manifest service1 = only(service, "Service");
    assertThat(service1.value("spec.ports[0].port")).isEqualTo(Integer.toString(port));
    assertThat(service1.value("spec.ports[0].targetPort")).isEqualTo("http");
    Manifest monitor = only(service, "ServiceMonitor");
    assertThat(monitor.value("spec.endpoints[0].port"))
        .isEqualTo(service1.value("spec.ports[0].name"));
    assertThat(monitor.value("spec.endpoints[0].path")).isEqualTo(HttpPaths.METRICS);
    assertThat(only(service, "NetworkPolicy").value("spec.ingress[0].ports[0].port"))
        .isEqualTo(Integer.toString(port));
  }

  @ParameterizedTest
  @MethodSource("services")
  void noContainerHasMoreRightsThanItNeeds(String service) {
    assertThat(rights(only(service, "Deployment"))).isEmpty();
    Manifest account = only(service, "ServiceAccount");
    assertThat(account.value("automountServiceAccountToken")).isEqualTo("false");
  }

  @Test
  void whatGivesAContainerMoreRightsIsReported() {
    String text = Manifest.text("arbiter.yaml");
    Map<String, String> weakened =
        Map.of(
            "drop: [ALL]", "drop: [ALL], add: [NET_ADMIN]",
            "runAsNonRoot: true", "runAsNonRoot: false",
            "runAsUser: 10001", "runAsUser: 0",
            "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true",
            "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false",
            "      enableServiceLinks: false", "      hostNetwork: true",
            "capabilities: {drop: [ALL]}", "privileged: true",
            "automountServiceAccountToken: false\n      # Kub", "x: y\n      # Kub");
    weakened.forEach(
        (right, wrong) -> {
          assertThat(text).contains(right);
          Manifest deployment =
              only(Manifest.parse("x.yaml", text.replace(right, wrong)), "Deployment");
          assertThat(rights(deployment)).as(wrong).isNotEmpty();
        });
  }

  /** Says what a pod may do that it need not. */
  private static List<String> rights(Manifest deployment) {
    Map<String, String> needed = new TreeMap<>();
    needed.put(POD + "automountServiceAccountToken", "false");
    needed.put(POD + "enableServiceLinks", "false");
    needed.put(POD + "securityContext.runAsNonRoot", "true");
    needed.put(POD + "securityContext.runAsUser", "10001");
    needed.put(POD + "securityContext.seccompProfile.type", "RuntimeDefault");
    needed.put(CONTAINER + "securityContext.allowPrivilegeEscalation", "false");
    needed.put(CONTAINER + "securityContext.readOnlyRootFilesystem", "true");
    needed.put(CONTAINER + "securityContext.capabilities.drop[0]", "ALL");
    List<String> wrong = new ArrayList<>();
    needed.forEach(
        (path, value) -> {
          if (!deployment.value(path).equals(value)) {
            wrong.add(path + " is not " + value);
          }
        });
    deployment.values().keySet().stream()
        .filter(
            path ->
                path.matches(
                    ".*(capabilities\\.add|privileged|hostNetwork|hostPID|hostIPC|hostPath"
                        + "|containers\\[1]|initContainers|procMount|sysctls).*"))
        .forEach(wrong::add);
    return wrong;
  }

  @ParameterizedTest
  @MethodSource("services")
  void oneOfTwoIsAlwaysThereAndTheyAreOnDifferentMachines(String service) {
    Manifest deployment = only(service, "Deployment");
    String apart =
        POD + "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].";

    assertThat(deployment.value("spec.replicas")).isEqualTo("2");
    assertThat(deployment.value("spec.strategy.rollingUpdate.maxUnavailable")).isEqualTo("1");
    // With a surge the third would have no machine where there are two.
    assertThat(deployment.value("spec.strategy.rollingUpdate.maxSurge")).isEqualTo("0");
    assertThat(deployment.value(apart + "topologyKey")).isEqualTo("kubernetes.io/hostname");
    assertThat(only(service, "PodDisruptionBudget").value("spec.minAvailable")).isEqualTo("1");
    assertThat(deployment.value(CONTAINER + "resources.requests.memory"))
        .isEqualTo(deployment.value(CONTAINER + "resources.limits.memory"))
        .isNotEmpty();
  }

  @Test
  void theKustomizationNamesFilesAndImagesThatThereAre() {
    Manifest kustomization = Manifest.read("kustomization.yaml").get(0);

    assertThat(kustomization.list("resources"))
        .containsExactly("namespace.yaml", "arbiter.yaml")
        .allMatch(file -> Files.isRegularFile(Manifest.FOLDER.resolve(file)));
    assertThat(kustomization.endingWith("].name"))
        .containsExactlyInAnyOrderElementsOf(
            services()
                .map(service -> only(service, "Deployment").value(CONTAINER + "image"))
                .toList());
    assertThat(Manifest.read("namespace.yaml").get(0).name()).isEqualTo("baton");
  }
}
