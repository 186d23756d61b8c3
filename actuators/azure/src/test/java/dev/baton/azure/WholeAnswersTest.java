package dev.baton.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baton.model.definition.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WholeAnswersTest {
  /** Of the threads that the SDK has for the whole process. */
  private static final int TWICE = 2 * 10 * Runtime.getRuntime().availableProcessors();

  private static final byte[] NOTHING_GRANTED = "{\"value\": []}".getBytes(StandardCharsets.UTF_8);

  private final CountDownLatch begun = new CountDownLatch(TWICE);

  /** Each answer begins at once, and ends when all have begun. */
  @Test
  void callsThatAreMoreThanTheSdksThreadsDoNotWaitForEachOther() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TWICE);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    try (AzureWorld world = new AzureWorld()) {
      SortedMap<String, String> settings = world.settings();
      settings.put("endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
      Arm arm = Arm.connect(IlbSettings.of(new Binding("azure-ilb", settings)));

      List<Future<Grants>> calls = new ArrayList<>();
      for (int call = 0; call < TWICE; call++) {
        calls.add(threads.submit(() -> arm.grants(new Pass())));
      }

      for (Future<Grants> call : calls) {
        assertThat(call.get(2, TimeUnit.MINUTES)).isNotNull();
      }
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, NOTHING_GRANTED.length);
      exchange.getResponseBody().write(NOTHING_GRANTED, 0, 1);
      exchange.getResponseBody().flush();
      begun.countDown();
      boolean unused = begun.await(2, TimeUnit.MINUTES);
      exchange.getResponseBody().write(NOTHING_GRANTED, 1, NOTHING_GRANTED.length - 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
