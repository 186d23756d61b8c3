package dev.baton.cloudstubs.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.Troubles;
import dev.baton.cloudstubs.azure.SampleBalancer.Side;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AzureNetworkTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SampleBalancer SAMPLE = new SampleBalancer("sub", "group", "ilb");

  private final AzureNetwork network = new AzureNetwork();
  private final Troubles troubles = new Troubles();
  private final HttpClient client = HttpClient.newHttpClient();
  private StubServer standIn;

  @BeforeEach
  void open() throws Exception {
    network.add(SAMPLE.id(), SAMPLE.body(List.of(new Side("one", "10.0.0.9", "10.0.0.4"))));
    standIn = StubServer.start(network, troubles);
  }

  @AfterEach
  void close() {
    standIn.close();
  }

  @Test
  void tellsTheSameEtagInHeaderAndBodyAndOneThatChangesWithEachWrite() throws Exception {
    HttpResponse<String> first = get(SAMPLE.id());
    HttpResponse<String> put = put(first.body(), etag(first));
    HttpResponse<String> second = get(SAMPLE.id());

    assertThat(first.headers().firstValue("ETag")).contains(etag(first));
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(List.of(etag(first), etag(put), etag(second))).doesNotHaveDuplicates();
  }

  @Test
  void refusesAStaleEtagAsTheServiceDoes() throws Exception {
    HttpResponse<String> first = get(SAMPLE.id());
    HttpResponse<String> unused = put(first.body(), etag(first));

    HttpResponse<String> late = put(first.body(), etag(first));

    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(json(late).at("/error/details/0/code").asText())
        .isEqualTo("PreconditionFailedEtagMismatch");
  }

  @Test
  void tellsOfAWriteAtOnceAndPutsItIntoEffectWhenItsOperationEnds() throws Exception {
    network.operationsTakeLooks(2);
    String body = get(SAMPLE.id()).body().replace("10.0.0.4", "10.0.0.5");

    HttpResponse<String> put = put(body, "*");
    String operation = put.headers().firstValue("Azure-AsyncOperation").orElseThrow();

    assertThat(json(put).at("/properties/provisioningState").asText()).isEqualTo("Updating");
    assertThat(put.body()).contains("10.0.0.5");
    assertThat(status(operation)).isEqualTo("InProgress");
    assertThat(network.members(SAMPLE.id(), "one")).containsExactly("10.0.0.4");
    assertThat(status(operation)).isEqualTo("Succeeded");
    assertThat(network.members(SAMPLE.id(), "one")).containsExactly("10.0.0.5");
  }

  @Test
  void cancelsAnOperationThatALaterWriteSupersedes() throws Exception {
    network.operationsTakeLooks(5);
    String body = get(SAMPLE.id()).body();
    String first = put(body, "*").headers().firstValue("Azure-AsyncOperation").orElseThrow();
    HttpResponse<String> unused = put(body, "*");

    JsonNode seen = json(getUrl(URI.create(first)));

    assertThat(seen.path("status").asText()).isEqualTo("Canceled");
    assertThat(seen.at("/error/details/0/code").asText())
        .isEqualTo("CanceledAndSupersededDueToAnotherOperation");
  }

  @Test
  void holdsBodiesToTheDescription() throws Exception {
    String body = get(SAMPLE.id()).body();

    assertThat(code(put(body.replace("probeThreshold", "threshold"), "*")))
        .isEqualTo("InvalidRequestFormat");
    assertThat(code(put(body.replace("\"port\":61000,", ""), "*")))
        .isEqualTo("InvalidRequestFormat");
    assertThat(code(put(body.replace("\"port\":61000", "\"port\":\"x\""), "*")))
        .isEqualTo("InvalidRequestFormat");
    assertThat(code(put(body.replace("\"location\":\"westeurope\",", ""), "*")))
        .isEqualTo("LocationRequired");
    assertThat(code(put(body.replace("\"Standard\"", "\"Basic\""), "*")))
        .isEqualTo("SkuCannotBeChangedOnUpdate");
  }

  @Test
  void answersWithBodiesThatTheDescriptionAllows() throws Exception {
    BodyRules rules = BodyRules.ofLoadBalancers(AzureNetwork.API_VERSION);

    assertThat(rules.fault(json(get(SAMPLE.id())))).isEmpty();
    ObjectNode body = (ObjectNode) json(get(SAMPLE.id()));
    rules.dropReadOnly(body);
    assertThat(body.toString()).doesNotContain("etag", "provisioningState");
  }

  @Test
  void answersErrorsAsTheServiceWordsThem() throws Exception {
    assertThat(code(get(SAMPLE.id() + "x"))).isEqualTo("ResourceNotFound");
    assertThat(code(get(SAMPLE.id().replace("/group/", "/other/"))))
        .isEqualTo("ResourceGroupNotFound");
    assertThat(code(getUrl(standIn.uri().resolve(SAMPLE.id()))))
        .isEqualTo("MissingApiVersionParameter");
    troubles.at(0, Trouble.THROTTLED);
    assertThat(get(SAMPLE.id()).headers().firstValue("Retry-After")).isPresent();
    troubles.at(0, Trouble.FORBIDDEN);
    assertThat(code(get(SAMPLE.id()))).isEqualTo("AuthorizationFailed");
  }

  private String status(String operation) throws Exception {
    return json(getUrl(URI.create(operation))).path("status").asText();
  }

  private HttpResponse<String> get(String id) throws Exception {
    return getUrl(url(id));
  }

  private HttpResponse<String> getUrl(URI url) throws Exception {
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String body, String ifMatch) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url(SAMPLE.id()))
            .PUT(BodyPublishers.ofString(body))
            .header("If-Match", ifMatch)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI url(String id) {
    return standIn.uri().resolve(id + "?api-version=" + AzureNetwork.API_VERSION);
  }

  private static String etag(HttpResponse<String> answer) throws IOException {
    return json(answer).path("etag").asText();
  }

  private static String code(HttpResponse<String> answer) throws IOException {
    return json(answer).at("/error/code").asText();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
