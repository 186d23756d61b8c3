package dev.baton.compose.service;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.baton.scheduling.RealTimeScheduling;
import org.slf4j.LoggerFactory;

/**
 * Writes the messages of a process to standard error; standard output is for answers. Baton's own
 * messages appear from the configured level on, those of libraries only from WARN on. {@link
 * SparingAppender} drops repeated messages.
 */
public final class Logging extends ContextAwareBase implements Configurator {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{0}: %msg %kvp%n";

  /** The most messages that wait to be written. */
  private static final int MOST_WAITING = 4096;

  /** Called by Logback through the service loader, before anything is configured. */
  public Logging() {}

  /** The form of messages. */
  public enum Format {
    /** Text for people. */
    TEXT,
    /** One JSON document a line, for programs. */
    JSON
  }

  /** Configures the first messages of a process: text, from WARN on. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .addAppender(sparing(context, stderr(context, Format.TEXT)));
    level(context, Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Configures the messages of a service. From now on another thread writes them, because a thread
   * that keeps a lease must not wait for a terminal or a full pipe. If 4,096 messages wait, further
   * ones are dropped.
   *
   * @param level the level of Baton's own messages: error, warn, info, debug or trace
   * @param format the form of messages
   */
  public static void set(String level, Format format) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      AsyncAppender behind = RealTimeScheduling.amongLast(AsyncAppender::new);
      behind.setContext(context);
      behind.setName("behind");
      behind.setQueueSize(MOST_WAITING);
      behind.setDiscardingThreshold(0);
      behind.setNeverBlock(true);
      behind.addAppender(sparing(context, stderr(context, format)));
      behind.start();
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(behind);
      level(context, Level.toLevel(level));
    }
  }

  /** Writes the waiting messages, for at most one second. Later messages are lost. */
  public static void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }

  /** Hides everything but errors, for a command that reports failures itself. */
  public static void quieten() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
      context.getLogger("dev.baton").setLevel(Level.ERROR);
      // The command reports in one line what Kafka's client reports with a stack trace.
      context.getLogger("org.apache.kafka").setLevel(Level.OFF);
    }
  }

  private static Appender<ILoggingEvent> sparing(
      LoggerContext context, Appender<ILoggingEvent> next) {
    SparingAppender sparing = new SparingAppender(next, System::nanoTime);
    sparing.setContext(context);
    sparing.setName("sparing");
    sparing.start();
    return sparing;
  }

  private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext context, Format format) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case TEXT -> text();
          case JSON -> new JsonLines();
        };
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static void level(LoggerContext context, Level level) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger("dev.baton").setLevel(level);
    // Kafka's client warns of each failed connection, ten times a second. Baton reports it once.
    context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.ERROR);
    // The embedded broker warns at every ordinary start.
    context.getLogger("org.apache.kafka.controller.QuorumController").setLevel(Level.ERROR);
  }

  private static PatternLayoutEncoder text() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(PATTERN);
    return encoder;
  }
}
