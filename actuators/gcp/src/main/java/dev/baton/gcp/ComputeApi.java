package dev.baton.gcp;

import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.httpjson.HttpJsonCallContext;
import com.google.api.gax.httpjson.InstantiatingHttpJsonChannelProvider;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.gax.rpc.FixedHeaderProvider;
import com.google.api.gax.rpc.UnaryCallable;
import com.google.cloud.compute.v1.ForwardingRulesClient;
import com.google.cloud.compute.v1.ForwardingRulesSettings;
import com.google.cloud.compute.v1.InstanceGroupsClient;
import com.google.cloud.compute.v1.InstanceGroupsSettings;
import com.google.cloud.compute.v1.NetworkEndpointGroupsClient;
import com.google.cloud.compute.v1.NetworkEndpointGroupsSettings;
import com.google.cloud.compute.v1.RegionBackendServicesClient;
import com.google.cloud.compute.v1.RegionBackendServicesSettings;
import com.google.cloud.compute.v1.RegionOperationsClient;
import com.google.cloud.compute.v1.RegionOperationsSettings;
import com.google.cloud.compute.v1.ZoneOperationsClient;
import com.google.cloud.compute.v1.ZoneOperationsSettings;
import dev.baton.spi.Attempt;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The SDK's clients. Each call is made once, takes no longer than the attempt's remaining time, and
 * throws only {@link dev.baton.spi.ActuatorException}.
 */
final class ComputeApi implements AutoCloseable {
  private static final int THREADS = 2;

  private final Optional<URI> endpoint;
  private final LateCredentials credentials = new LateCredentials();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(THREADS, ComputeApi::daemon);
  private final List<AutoCloseable> open = new ArrayList<>();

  final RegionBackendServicesClient services;
  final RegionOperationsClient regionOperations;
  final ZoneOperationsClient zoneOperations;
  final ForwardingRulesClient rules;
  final InstanceGroupsClient groups;
  final NetworkEndpointGroupsClient endpointGroups;

  /**
   * Builds the clients.
   *
   * @param endpoint the API's address; empty: Google's own. Over plain HTTP no credentials are sent
   * @throws IOException when the SDK cannot build a client. Missing credentials only show in calls
   */
  ComputeApi(Optional<URI> endpoint) throws IOException {
    this.endpoint = endpoint;
    try {
      services =
          opened(
              RegionBackendServicesClient.create(
                  set(RegionBackendServicesSettings.newBuilder()).build()));
      regionOperations =
          opened(RegionOperationsClient.create(set(RegionOperationsSettings.newBuilder()).build()));
      zoneOperations =
          opened(ZoneOperationsClient.create(set(ZoneOperationsSettings.newBuilder()).build()));
      rules =
          opened(ForwardingRulesClient.create(set(ForwardingRulesSettings.newBuilder()).build()));
      groups =
          opened(InstanceGroupsClient.create(set(InstanceGroupsSettings.newBuilder()).build()));
      endpointGroups =
          opened(
              NetworkEndpointGroupsClient.create(
                  set(NetworkEndpointGroupsSettings.newBuilder()).build()));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Makes a call that changes nothing. */
  <I, O> O read(Attempt attempt, String action, UnaryCallable<I, O> callable, I request) {
    attempt.read(action);
    return call(attempt, action, false, callable, request);
  }

  /** Makes a call that changes something. */
  <I, O> O write(Attempt attempt, String action, UnaryCallable<I, O> callable, I request) {
    attempt.write(action);
    return call(attempt, action, true, callable, request);
  }

  private static <I, O> O call(
      Attempt attempt, String action, boolean write, UnaryCallable<I, O> callable, I request) {
    // Turns off the client's own retries: no copy of a call may be sent later.
    HttpJsonCallContext once =
        HttpJsonCallContext.createDefault()
            .withTimeoutDuration(attempt.timeLeft())
            .withRetryableCodes(Set.of());
    try {
      return callable.call(request, once);
    } catch (ApiException e) {
      throw Errors.of(action, write, e);
    }
  }

  private <B extends ClientSettings.Builder<?, B>> B set(B builder) {
    B set =
        builder
            .setHeaderProvider(FixedHeaderProvider.create("user-agent", "baton"))
            .setBackgroundExecutorProvider(FixedExecutorProvider.create(threads))
            .setTransportChannelProvider(
                InstantiatingHttpJsonChannelProvider.newBuilder().setExecutor(threads).build());
    boolean plain = endpoint.filter(uri -> uri.getScheme().equals("http")).isPresent();
    set.setCredentialsProvider(plain ? NoCredentialsProvider.create() : () -> credentials);
    endpoint.ifPresent(uri -> set.setEndpoint(uri.toString()));
    return set;
  }

  private <C extends AutoCloseable> C opened(C client) {
    open.add(client);
    return client;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "gcp-api");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable client : open) {
        client.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("a client of Compute Engine does not close", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
