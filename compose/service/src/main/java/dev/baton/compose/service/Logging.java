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
 * The log on standard error; standard output is for answers. Our own words at the level asked for,
 * the libraries' only from WARN on. What is repeated is thinned out: {@link SparingAppender}.
 */
public final class Logging extends ContextAwareBase implements Configurator {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %logger{0}: %msg %kvp%n";

  /** Lines that wait to be written, at most. */
  private static final int MOST_WAITING = 4096;

  /** Found by Logback through the service loader, before anybody has set anything. */
  public Logging() {}

  /** How lines look. */
  public enum Format {
    /** For people. */
    TEXT,
    /** A line of JSON each, for programs. */
    JSON
  }

  /** Sets the log up for the first words of a process: text, warnings only. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .addAppender(sparing(context, stderr(context, Format.TEXT)));
    level(context, Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Sets the log up anew, for a service. From here on lines are written behind its back: whoever
   * holds a lease must not wait for a terminal or a full pipe. If 4,096 lines wait, further ones
   * are dropped.
   *
   * @param level of our own words: error, warn, info, debug or trace
   * @param format how lines look
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

  /** Writes what still waits, for a second at most; nothing is logged after that. */
  public static void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }

  /** Leaves nothing but errors, for a command that says itself what goes wrong. */
  public static void quieten() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
      context.getLogger("dev.baton").setLevel(Level.ERROR);
      // What Kafka's client tells in stack traces the command tells in a line.
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
    // Warns at each attempt to connect, ten times a second; our own words say it once.
    context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.ERROR);
    // Warns of every ordinary start of the embedded broker.
    context.getLogger("org.apache.kafka.controller.QuorumController").setLevel(Level.ERROR);
  }

  private static PatternLayoutEncoder text() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(PATTERN);
    return encoder;
  }
}
