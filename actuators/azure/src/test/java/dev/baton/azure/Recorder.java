package dev.baton.azure;

import dev.baton.cloudstubs.StubServer;
import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.Trouble;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what goes over the wire on its way to a platform. */
final class Recorder implements StubServer.Platform {
  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final StubServer.Platform platform;

  Recorder(StubServer.Platform platform) {
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
