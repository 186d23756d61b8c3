package dev.baton.model.audit;

/** What an arbiter answers to a request or a definition that an operator handed in. */
public enum RequestAnswer {
  /** It is carried out, or under way. */
  ACCEPTED,
  /** Nothing of it is done; the line says why. */
  REFUSED
}
