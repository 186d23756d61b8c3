package dev.baton.log;

/**
 * Something wrong with one of the log's topics.
 *
 * @param which one of the four
 * @param topic the topic's full name
 * @param setting which setting; {@link #TOPIC} where the topic itself is missing or another one
 * @param value what it is
 * @param required what it must be, and why
 * @param fix the way back: mostly the command that makes it so
 */
public record TopicFinding(
    Topic which, String topic, String setting, String value, String required, String fix) {

  /** The setting of a finding that concerns the topic as a whole. */
  public static final String TOPIC = "topic";

  /** The value of a topic that is not there. */
  public static final String MISSING = "missing";

  /** Tells whether the topic is not there. */
  public boolean isMissing() {
    return setting.equals(TOPIC) && value.equals(MISSING);
  }

  /** Returns it on one line. */
  public String line() {
    return "%s: %s is %s, must be %s; fix: %s".formatted(topic, setting, value, required, fix);
  }

  @Override
  public String toString() {
    return "%s: %s is %s, must be %s%n    fix: %s".formatted(topic, setting, value, required, fix);
  }
}
