package dev.baton.azure;

import dev.baton.testkit.StandIn;
import dev.baton.testkit.StandIn.Answer;
import dev.baton.testkit.StandIn.Request;
import dev.baton.testkit.Trouble;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what goes over the wire on its way to a platform. */
final class Recorder implements StandIn.Platform {
  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final StandIn.Platform platform;

  Recorder(StandIn.Platform platform) {
    this.platform = platform;
  }

  @Override
  public String action(Request request) {
    return platform.action(request);
  }

  @Override
  public boolean reads(Request request) {
    return platform.reads(request);
  }

  @Override
  public Answer serve(Request request, boolean stale) {
    requests.add(request);
    return platform.serve(request, stale);
  }

  @Override
  public Answer refuse(Request request, Trouble trouble) {
    requests.add(request);
    return platform.refuse(request, trouble);
  }
}
