package dev.baton.compose.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Environment variables that begin with {@code BATON_} but were not written for Baton. Kubernetes
 * and Docker set them in every container for each service whose name begins with {@code baton},
 * such as {@code BATON_PORT=tcp://10.0.0.1:9471} and {@code BATON_ARBITER_SERVICE_HOST}.
 *
 * <p>The names are those of the Kubernetes documentation, "Service", environment variables, and of
 * Docker's legacy container links.
 */
final class OrchestratorVariables {

  private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://\\S*");

  /** With these names the value does not matter. */
  private static final List<Pattern> NAMES =
      List.of(
          Pattern.compile("BATON(_\\w+)?_SERVICE_HOST"),
          Pattern.compile("BATON(_\\w+)?_SERVICE_PORT(_\\w+)?"),
          Pattern.compile("BATON(_\\w+)?_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?"));

  private OrchestratorVariables() {}

  /**
   * Tells whether the value is an orchestrator's, even if the name is that of a key: {@code
   * BATON_RESPONDER_PORT=tcp://10.0.0.1:80} is the port of a service {@code baton-responder}.
   */
  static boolean isAddress(String variable, String value) {
    return variable.endsWith("_PORT") && ADDRESS.matcher(value).matches();
  }

  /** Tells whether an orchestrator makes variables of this name. */
  static boolean isName(String variable) {
    return NAMES.stream().anyMatch(name -> name.matcher(variable).matches());
  }
}
