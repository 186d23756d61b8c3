package dev.baton.compose.service;

/** What every service serves on its {@code http.listen}. */
public final class HttpPaths {

  /** 200 while the process lives and no service in it has failed, otherwise 503. */
  public static final String LIVE = "/health/live";

  /** 200 while every service does its work, otherwise 503; the body says why. */
  public static final String READY = "/health/ready";

  /** The figures, in Prometheus' text format. */
  public static final String METRICS = "/metrics";

  private HttpPaths() {}
}
