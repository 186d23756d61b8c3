package dev.baton.log.kafka;

import dev.baton.log.EventLog;
import dev.baton.log.contract.SharingContract;

class KafkaSharingTest extends SharingContract {
  private KafkaLogSettings settings = TestBroker.newLog();

  @Override
  protected void begin() {
    settings = TestBroker.newTopics();
  }

  @Override
  protected EventLog connect() {
    return KafkaEventLog.open(settings, TestBroker.PATIENCE);
  }
}
