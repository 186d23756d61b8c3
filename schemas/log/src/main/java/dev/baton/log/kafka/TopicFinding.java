package dev.baton.log.kafka;

/**
 * A setting of a topic that is not safe.
 *
 * @param topic the topic's full name
 * @param setting which setting
 * @param value what it is
 * @param required what it must be, and why
 * @param fix the command that makes it so
 */
public record TopicFinding(
    String topic, String setting, String value, String required, String fix) {

  @Override
  public String toString() {
    return "%s: %s is %s, must be %s%n    fix: %s".formatted(topic, setting, value, required, fix);
  }
}
