package dev.baton.cloudstubs.scenario;

import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.Trouble;

/**
 * A platform at which somebody looks after each call that changes something.
 *
 * @param platform what answers
 * @param look called when such a call has taken effect, before it is answered
 */
record Observed(StubServer.Platform platform, Runnable look) implements StubServer.Platform {
  @Override
  public String action(StubServer.Request request) {
    return platform.action(request);
  }

  @Override
  public boolean reads(StubServer.Request request) {
    return platform.reads(request);
  }

  @Override
  public StubServer.Answer serve(StubServer.Request request, boolean stale) {
    StubServer.Answer answer = platform.serve(request, stale);
    if (!platform.reads(request)) {
      look.run();
    }
    return answer;
  }

  @Override
  public StubServer.Answer refuse(StubServer.Request request, Trouble trouble) {
    return platform.refuse(request, trouble);
  }
}
