package dev.baton.log.kafka;

import dev.baton.log.EventLog;
import dev.baton.log.LogMissingException;
import dev.baton.log.LogUnavailableException;
import dev.baton.log.Topic;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks for offsets, and waits for answers. */
record Offsets(Admin admin) {

  /** Returns what is kept of a partition; of audit and state, what is committed. */
  EventLog.Bounds bounds(Topic topic, TopicPartition place) {
    IsolationLevel isolation =
        switch (topic) {
          case EVENTS, COMMANDS -> IsolationLevel.READ_UNCOMMITTED;
          case AUDIT, STATE -> IsolationLevel.READ_COMMITTED;
        };
    return new EventLog.Bounds(
        offset(place, OffsetSpec.earliest(), isolation),
        offset(place, OffsetSpec.latest(), isolation));
  }

  private long offset(TopicPartition place, OffsetSpec which, IsolationLevel isolation) {
    var answer = admin.listOffsets(Map.of(place, which), new ListOffsetsOptions(isolation));
    return await(answer.partitionResult(place), "the offsets of " + place).offset();
  }

  /**
   * Waits for an answer.
   *
   * @throws LogUnavailableException when there is none
   * @throws LogMissingException when it is that the topic is not there
   */
  static <T> T await(KafkaFuture<T> answer, String what) {
    try {
      return answer.get(ClientProperties.API_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof UnknownTopicOrPartitionException) {
        throw new LogMissingException("Kafka does not have " + what, cause);
      }
      throw new LogUnavailableException("no answer about " + what + ": " + cause, cause);
    } catch (TimeoutException e) {
      throw new LogUnavailableException("no answer about " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while asking about " + what, e);
    }
  }
}
