package dev.baton.aws;

import dev.baton.spi.Attempt;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes single calls, after asking the attempt and within its time. */
final class Calls {
  private Calls() {}

  /** Makes a call that changes nothing. */
  static <T> T read(
      Attempt attempt, String action, Function<AwsRequestOverrideConfiguration, T> call) {
    attempt.read(action);
    return allowedRead(attempt.timeLeft(), action, call);
  }

  /** Makes a call that changes nothing. The attempt was asked before. */
  static <T> T allowedRead(
      Duration timeLeft, String action, Function<AwsRequestOverrideConfiguration, T> call) {
    try {
      return call.apply(within(timeLeft));
    } catch (SdkException e) {
      throw Errors.ofRead(action, e);
    }
  }

  /** Makes a call that changes something. */
  static <T> T write(
      Attempt attempt, String action, Function<AwsRequestOverrideConfiguration, T> call) {
    attempt.write(action);
    return allowedWrite(attempt.timeLeft(), action, call);
  }

  /** Makes a call that changes something. The attempt was asked before. */
  static <T> T allowedWrite(
      Duration timeLeft, String action, Function<AwsRequestOverrideConfiguration, T> call) {
    try {
      return call.apply(within(timeLeft));
    } catch (SdkException e) {
      throw Errors.ofWrite(action, e);
    }
  }

  private static AwsRequestOverrideConfiguration within(Duration timeLeft) {
    return AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeLeft).build();
  }
}
