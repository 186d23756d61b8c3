package dev.baton.codec;

import dev.baton.model.fact.Fact;
import java.util.function.Supplier;

/**
 * A type of record in the events topic.
 *
 * @param <F> the type of the fact
 */
abstract class FactType<F extends Fact> extends RecordType<F> {

  FactType(String word, Class<F> facts) {
    super("dev.baton.fact." + word + ".v1", facts);
  }

  /**
   * Returns the CloudEvents id of a fact. The content of many facts determines their id, so the
   * same fact has the same id whoever writes it. Every other record gets a new id.
   *
   * @param drawn gives an id that was never used before
   */
  String id(F fact, Supplier<String> drawn) {
    return drawn.get();
  }
}
