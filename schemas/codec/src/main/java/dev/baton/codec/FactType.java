package dev.baton.codec;

import dev.baton.model.fact.Fact;
import java.util.function.Supplier;

/**
 * A type of the events topic.
 *
 * @param <F> its facts
 */
abstract class FactType<F extends Fact> extends RecordType<F> {

  FactType(String word, Class<F> facts) {
    super("dev.baton.fact." + word + ".v1", facts);
  }

  /**
   * Returns the CloudEvents id of a fact. What a fact says often names it: then a second writing of
   * the same fact, by whomever, has the same id. Of the others each writing is an event of its own.
   *
   * @param drawn gives an id that was never given before
   */
  String id(F fact, Supplier<String> drawn) {
    return drawn.get();
  }
}
