package dev.baton.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Context;
import com.azure.resourcemanager.network.fluent.NetworkManagementClient;
import com.azure.resourcemanager.network.implementation.NetworkManagementClientBuilder;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The calls of Azure Resource Manager that actuators make. Each is sent once, and each has a
 * deadline. The SDK's own pipeline is not used, because it retries and registers resource
 * providers.
 */
final class Arm {
  private static final Duration TO_CONNECT = Duration.ofSeconds(2);

  /**
   * How long reading a body may take after the headers have arrived. The call's own timeout does
   * not cover that.
   */
  private static final Duration TO_READ = Duration.ofSeconds(5);

  private final IlbSettings settings;
  private final Optional<Credentials> credentials;
  private final HttpPipeline pipeline;
  private final NetworkManagementClient client;

  private Arm(IlbSettings settings, Optional<Credentials> credentials, HttpPipeline pipeline) {
    this.settings = settings;
    this.credentials = credentials;
    this.pipeline = pipeline;
    this.client =
        new NetworkManagementClientBuilder()
            .pipeline(pipeline)
            .endpoint(settings.endpoint().toString())
            .subscriptionId(settings.subscription())
            .defaultPollInterval(settings.pace().interval())
            .buildClient();
  }

  /** Builds the clients, and makes no call. */
  static Arm connect(IlbSettings settings) {
    // Credentials are only sent over TLS.
    Optional<Credentials> credentials =
        Optional.of(settings.endpoint())
            .filter(endpoint -> endpoint.getScheme().equals("https"))
            .map(endpoint -> Credentials.ofThisProcess(endpoint, http()));
    List<HttpPipelinePolicy> policies = new ArrayList<>();
    policies.add(new UserAgentPolicy("baton"));
    policies.add(new RequestIdPolicy());
    credentials.map(Credentials::policy).ifPresent(policies::add);
    policies.add(new CallPolicy());
    HttpPipeline pipeline =
        new HttpPipelineBuilder()
            .httpClient(http())
            .policies(policies.toArray(HttpPipelinePolicy[]::new))
            .build();
    return new Arm(settings, credentials, pipeline);
  }

  private static HttpClient http() {
    return new WholeAnswers(
        new JdkHttpClientBuilder()
            .connectionTimeout(TO_CONNECT)
            .responseTimeout(TO_READ)
            .readTimeout(TO_READ)
            .build());
  }

  /** Returns the identity of the caller; empty without authentication, or if there is no token. */
  String identity() {
    return credentials.map(Credentials::identity).orElse("");
  }

  /** Reads the load balancer. */
  Fetched balancer(Attempt attempt) {
    return reading(
        Actions.READ,
        attempt,
        context ->
            Fetched.of(
                client
                    .getLoadBalancers()
                    .getByResourceGroupWithResponse(
                        settings.group(), settings.balancer(), null, context)));
  }

  /**
   * Writes the load balancer, unless its ETag has changed since it was fetched.
   *
   * @return the URL at which the operation can be followed, if it is not finished at once
   */
  Optional<String> put(Fetched changed, Attempt attempt) {
    String etag =
        changed
            .etag()
            .orElseThrow(
                () ->
                    new ActuatorException(
                        ActuatorException.Kind.PERMANENT,
                        Actions.WRITE,
                        "",
                        settings.id() + " was read without an ETag: no write can be fenced"));
    attempt.write(Actions.WRITE);
    Call call = new Call(Actions.WRITE, Optional.of(etag), attempt.timeLeft());
    Object unused =
        made(
            call,
            context ->
                client
                    .getLoadBalancers()
                    .beginCreateOrUpdate(
                        settings.group(), settings.balancer(), changed.body(), context));
    return call.operation();
  }

  /** Reads the state of an operation once. */
  OperationState operation(String url, Attempt attempt) {
    return reading(Actions.FOLLOW, attempt, context -> operation(send(url, context)));
  }

  private static OperationState operation(String body) {
    try {
      return OperationState.parse(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells whether an address of a virtual network is free. */
  boolean isFree(NetworkId network, String address, Attempt attempt) {
    return reading(
        Actions.CHECK_ADDRESS,
        attempt,
        context ->
            Boolean.TRUE.equals(
                client
                    .getVirtualNetworks()
                    .checkIpAddressAvailabilityWithResponse(
                        network.group(), network.name(), address, context)
                    .getValue()
                    .available()));
  }

  /** Reads the caller's permissions on the load balancer. */
  Grants grants(Attempt attempt) {
    URI url =
        URI.create(
            settings.endpoint()
                + settings.id()
                + "/providers/Microsoft.Authorization/permissions?api-version=2022-04-01");
    return reading(
        Actions.PERMISSIONS, attempt, context -> Grants.parse(send(url.toString(), context)));
  }

  private String send(String url, Context context) {
    Call call = (Call) context.getData(Call.KEY).orElseThrow();
    HttpRequest request = new HttpRequest(HttpMethod.GET, url);
    try (HttpResponse response = pipeline.sendSync(request, context)) {
      String body = response.getBodyAsBinaryData().toString();
      if (response.getStatusCode() != 200 && response.getStatusCode() != 202) {
        throw Refusals.of(call, ArmError.of(response, body));
      }
      return body;
    }
  }

  private <T> T reading(String action, Attempt attempt, Function<Context, T> what) {
    attempt.read(action);
    return made(new Call(action, Optional.empty(), attempt.timeLeft()), what);
  }

  private static <T> T made(Call call, Function<Context, T> what) {
    try {
      return what.apply(call.context());
    } catch (RuntimeException e) {
      throw Refusals.of(call, e);
    }
  }
}
