package dev.baton.simulation;

import dev.baton.log.LogUnavailableException;
import dev.baton.log.RetryingAppender;
import dev.baton.model.ClusterId;
import dev.baton.model.Position;
import dev.baton.model.fact.Fact;
import dev.baton.model.fact.FactRecord;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** The client of the log that the production code appends by. */
record LogAppends(Producer<FactRecord> producer) implements RetryingAppender.Target {
  @Override
  public CompletionStage<Position> append(ClusterId cluster, Fact fact) {
    CompletableFuture<Position> appended = new CompletableFuture<>();
    producer.submit(Placing.of(Optional.of(cluster), fact), new Completing(appended));
    return appended;
  }

  /** Tells the production code how an append ended. */
  private record Completing(CompletableFuture<Position> appended) implements Answer {
    @Override
    public void acknowledged(long offset) {
      appended.complete(new Position(offset));
    }

    @Override
    public void givenUp() {
      appended.completeExceptionally(
          new LogUnavailableException("given up", new TimeoutException()));
    }
  }
}
