package dev.baton.agent.probe;

import dev.baton.agent.core.Weight;
import java.util.regex.Pattern;

/**
 * The settings that every probe has.
 *
 * @param name unique in its agent; 1 to 63 of lower-case letters, digits, dot and hyphen
 * @param weight whether the probe counts for the verdict
 * @param schedule when the probe runs, and how its samples count
 */
public record ProbeCommon(String name, Weight weight, ProbeSchedule schedule) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  /** Checks the name. */
  public ProbeCommon {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: \"" + name + "\" is not 1 to 63 of a-z, 0-9, dot and hyphen");
    }
  }

  /** Returns a required probe with {@link ProbeSchedule#DEFAULT}. */
  public static ProbeCommon named(String name) {
    return new ProbeCommon(name, Weight.REQUIRED, ProbeSchedule.DEFAULT);
  }
}
