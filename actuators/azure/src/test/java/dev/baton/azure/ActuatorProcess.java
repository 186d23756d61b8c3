package dev.baton.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import dev.baton.jvm.JavaCommand;
import dev.baton.model.ClusterId;
import dev.baton.model.Epoch;
import dev.baton.model.NodeId;
import dev.baton.model.Vip;
import dev.baton.model.definition.Binding;
import dev.baton.spi.Actuator;
import dev.baton.spi.ActuatorException;
import dev.baton.spi.Assignment;
import dev.baton.spi.Receipt;
import dev.baton.spi.Verification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** An actuator in a process of its own, whose environment says as whom it calls. */
final class ActuatorProcess implements AutoCloseable {
  private static final List<Vip> VIPS = List.of(new Vip("10.20.0.10"), new Vip("fd00:20::10"));

  /** Before each answer: the SDK logs to the standard output too. */
  private static final String MARK = "> ";

  private final List<String> logged = new ArrayList<>();
  private final Process process;
  private final BufferedReader said;
  private final PrintWriter tell;

  private ActuatorProcess(Process process) {
    this.process = process;
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.tell = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts one.
   *
   * @param environment all of it
   */
  static ActuatorProcess start(
      List<String> flags, Map<String, String> environment, SortedMap<String, String> settings)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    settings.forEach((key, value) -> arguments.add(key + "=" + value));
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.of(ActuatorProcess.class)
                .with("-XX:TieredStopAtLevel=1")
                .with(flags)
                .words(arguments));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new ActuatorProcess(builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Returns what a look sees. */
  String look() throws IOException {
    return answer("look");
  }

  /** Moves to a node; returns {@code moved}, or the kind of refusal. */
  String move(String node, long epoch) throws IOException {
    return answer(node + " " + epoch);
  }

  /** Makes a request through the SDK's client that this one is known to warn of. */
  String provoke() throws IOException {
    return answer("provoke");
  }

  /** Returns what the SDK has logged so far, and forgets it. */
  List<String> logged() {
    List<String> lines = List.copyOf(logged);
    logged.clear();
    return lines;
  }

  private String answer(String order) throws IOException {
    tell.println(order);
    String line = String.valueOf(said.readLine());
    while (!line.startsWith(MARK) && !line.equals("null")) {
      logged.add(line);
      line = String.valueOf(said.readLine());
    }
    return line.replaceFirst(MARK, "");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      boolean unused = process.waitFor(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What runs there: takes settings, and orders line by line. */
  public static void main(String... arguments) throws IOException {
    SortedMap<String, String> settings = new TreeMap<>();
    for (String each : arguments) {
      settings.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
    }
    try (Actuator actuator = AzureWorld.create(new Binding("azure-ilb", settings));
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String answer =
            order.equals("provoke")
                ? provoked(settings.getOrDefault("endpoint", ""))
                : done(actuator, order);
        System.out.println(MARK + answer.replaceAll("\\s+", " "));
      }
    }
    System.exit(0);
  }

  private static String provoked(String url) {
    HttpRequest request =
        new HttpRequest(HttpMethod.GET, url).setHeader(HttpHeaderName.CONTENT_LENGTH, "0");
    try (HttpResponse response =
        new JdkHttpClientBuilder().build().sendSync(request, Context.NONE)) {
      return Integer.toString(response.getStatusCode());
    }
  }

  private static String done(Actuator actuator, String order) {
    if (order.equals("look")) {
      Verification seen = actuator.verify(to("a", 1), new Pass());
      return seen.where() == Verification.Where.UNKNOWN ? seen.toString() : seen.where().name();
    }
    String[] move = order.split(" ", 2);
    try {
      Receipt unused = actuator.apply(to(move[0], Long.parseLong(move[1])), new Pass());
      return "moved";
    } catch (ActuatorException refusal) {
      return refusal.kind() + " " + refusal.getMessage();
    }
  }

  private static Assignment to(String node, long epoch) {
    return new Assignment(new ClusterId("db"), new Epoch(epoch), new NodeId(node), VIPS);
  }
}
