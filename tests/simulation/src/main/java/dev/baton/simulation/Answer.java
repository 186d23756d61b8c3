package dev.baton.simulation;

/** Hears how an append ended, in the life that asked for it. */
interface Answer {
  /** For appends whose end nobody waits for. */
  Answer NONE =
      new Answer() {
        @Override
        public void acknowledged(long offset) {
          // Nobody waits.
        }

        @Override
        public void givenUp() {
          // Nobody waits.
        }
      };

  /** It stands there. */
  void acknowledged(long offset);

  /** The client gave it up; it may stand in the log all the same, now or later. */
  void givenUp();
}
