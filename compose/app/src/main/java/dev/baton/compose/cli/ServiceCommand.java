package dev.baton.compose.cli;

import dev.baton.compose.config.Config;
import dev.baton.compose.service.ExitCode;
import dev.baton.compose.service.Logging;
import dev.baton.compose.service.RealTimeThreads;
import dev.baton.compose.service.Service;
import dev.baton.compose.service.ServiceHost;
import dev.baton.compose.wiring.CommonKeys;
import dev.baton.compose.wiring.Components;
import dev.baton.compose.wiring.KafkaProperties;
import dev.baton.log.warmup.Warmup;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A verb that runs services until it is told to end. */
public abstract class ServiceCommand implements Callable<Integer> {

  private final CliContext context;
  private final String component;

  @Mixin private ConfigOptions options = new ConfigOptions();

  /**
   * Prepares the verb.
   *
   * @param component the component whose configuration it uses, see {@link Components}
   */
  protected ServiceCommand(CliContext context, String component) {
    this.context = context;
    this.component = component;
  }

  /** Returns the services in groups, each in the order in which they are closed. */
  protected abstract List<List<Service>> services(Config config);

  /** Returns the effective configuration, with its origins. */
  String print(Config config) {
    return config.print();
  }

  /** Returns {@code key=value} from other options of the verb. */
  List<String> furtherSettings() {
    return List.of();
  }

  /** Returns the environment of the command. */
  protected final CliContext context() {
    return context;
  }

  @Override
  public Integer call() {
    if (options.checkOnly()) {
      return options.check(context, component, furtherSettings()).status();
    }
    Config config = options.load(context, component, furtherSettings());
    if (options.printOnly()) {
      context.out().print(print(config));
      context.out().flush();
      return ExitCode.DONE.status();
    }
    KafkaProperties.check(config);
    setLog(config);
    if (config.get(CommonKeys.REAL_TIME)) {
      RealTimeThreads.useRealTime();
    }
    if (config.get(CommonKeys.WARM_UP)) {
      Warmup.turnOn();
    }
    ServiceHost.Settings settings =
        new ServiceHost.Settings(
            config.get(Components.httpListen(component)),
            config.get(CommonKeys.SHUTDOWN_DEADLINE),
            context.environment());
    return new ServiceHost(settings, services(config)).run().status();
  }

  /** Configures messages. */
  static void setLog(Config config) {
    Logging.set(
        config.get(CommonKeys.LOG_LEVEL),
        Logging.Format.valueOf(config.get(CommonKeys.LOG_FORMAT).toUpperCase(Locale.ROOT)));
  }
}
