package dev.baton.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;

/**
 * The AWS API that is called, and the credentials for it.
 *
 * @param region the region
 * @param endpoint replaces AWS' own endpoint; for tests
 */
record Access(Region region, Optional<URI> endpoint) {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /**
   * Longer than the time between two reads, so that a move uses the connection of the last read.
   */
  private static final Duration KEPT = Duration.ofMinutes(5);

  /** The most connections that clusters which move at once need; one client serves all of them. */
  private static final int MOST_CONNECTIONS = 200;

  /** Reads {@code region}, which may be missing if there is a default, and {@code endpoint}. */
  static Access from(Settings settings, Optional<Region> otherwise) {
    Region region =
        settings
            .optional("region")
            .map(name -> region(settings, name))
            .or(() -> otherwise)
            .orElseThrow(() -> settings.missing("region"));
    Optional<URI> endpoint = settings.optional("endpoint").map(value -> endpoint(settings, value));
    return new Access(region, endpoint);
  }

  Ec2Client ec2() {
    return prepared(Ec2Client.builder()).build();
  }

  Route53Client route53() {
    return prepared(Route53Client.builder()).build();
  }

  /**
   * Retries are off. A copy of a write that the SDK sends by itself, seconds later, could undo what
   * another writer has done since.
   */
  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B prepared(B builder) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .region(region)
        .credentialsProvider(credentials())
        .overrideConfiguration(
            change -> change.retryStrategy(AwsRetryStrategy.doNotRetry()).appId("baton"))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .connectionTimeout(CONNECT)
                .maxConnections(MOST_CONNECTIONS)
                .connectionMaxIdleTime(KEPT)
                .tcpKeepAlive(true));
  }

  /**
   * Returns the beginning of the ARN of every resource in the region: China and the US government
   * have their own.
   */
  String arn() {
    return "arn:" + PartitionMetadata.of(region).id();
  }

  /** A plain-http endpoint is not AWS, so no real credentials are sent to it. */
  AwsCredentialsProvider credentials() {
    return endpoint.filter(uri -> "http".equals(uri.getScheme())).isPresent()
        ? StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"))
        : DefaultCredentialsProvider.builder().build();
  }

  private static Region region(Settings settings, String name) {
    if (!name.matches("[a-z]{2,}(-[a-z0-9]+)+")) {
      throw settings.wrong("region", name, "is not a region");
    }
    return Region.of(name);
  }

  private static URI endpoint(Settings settings, String value) {
    if (!value.matches("https?://[^/?#\\s]+/?")) {
      throw settings.wrong("endpoint", value, "is not http://host:port or https://host:port");
    }
    try {
      return URI.create(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("endpoint: \"" + value + "\": " + e.getMessage(), e);
    }
  }
}
