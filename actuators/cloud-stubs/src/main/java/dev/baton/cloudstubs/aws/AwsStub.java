package dev.baton.cloudstubs.aws;

import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.StubServer.Platform;
import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.Trouble;

/** Answers as EC2 and Route 53 do; which of them a call is for shows in its path. */
public final class AwsStub implements Platform {
  private final Ec2Wire ec2;
  private final Route53Wire route53;

  /** Creates one for an account. */
  public AwsStub(AwsCloud cloud) {
    ec2 = new Ec2Wire(cloud);
    route53 = new Route53Wire(cloud);
  }

  @Override
  public String action(Request request) {
    return isRoute53(request) ? route53.action(request) : ec2.action(request);
  }

  @Override
  public boolean reads(Request request) {
    return action(request).equals("route53:ListResourceRecordSets")
        || action(request).startsWith("ec2:Describe");
  }

  @Override
  public Answer serve(Request request, boolean stale) {
    return isRoute53(request) ? route53.serve(request, stale) : ec2.serve(request, stale);
  }

  @Override
  public Answer refuse(Request request, Trouble trouble) {
    return isRoute53(request) ? Route53Wire.refuse(trouble) : Ec2Wire.refuse(trouble);
  }

  private static boolean isRoute53(Request request) {
    return request.uri().getPath().startsWith(Route53Wire.ROOT);
  }
}
