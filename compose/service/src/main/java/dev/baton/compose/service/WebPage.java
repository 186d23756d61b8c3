package dev.baton.compose.service;

import java.util.concurrent.CompletionStage;

/** A page of a service on the process's web server, beside health and metrics. */
public interface WebPage {

  /** Returns its path, which needs no escaping: {@code /channel/web/ping}. */
  String path();

  /**
   * Makes the answer to a GET. Called on the server's only thread, so it must not wait.
   *
   * @return a JSON document, later maybe
   */
  CompletionStage<String> answer();
}
