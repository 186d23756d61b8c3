package dev.baton.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.util.Optional;

/**
 * Adds to requests what the SDK has no argument for: the ETag of a conditional write, and the
 * remaining time. It is the last policy of a pipeline, so the time for getting a token is
 * subtracted.
 *
 * <p>Only a PUT gets the condition. As a header of the SDK's context it would be repeated on the
 * SDK's own later requests, when the ETag has changed.
 */
final class CallPolicy extends HttpPipelineSyncPolicy {
  /** The JDK client's key for the timeout of a request. */
  private static final String RESPONSE_TIMEOUT = "azure-response-timeout";

  private static final HttpHeaderName OPERATION = HttpHeaderName.fromString("Azure-AsyncOperation");

  @Override
  protected void beforeSendingRequest(HttpPipelineCallContext context) {
    Call call = call(context);
    context.setData(RESPONSE_TIMEOUT, call.timeLeft());
    HttpRequest request = context.getHttpRequest();
    request.setHeaders(new UnwrittenLength(request.getHeaders()));
    if (isPut(context)) {
      call.ifMatch().ifPresent(etag -> request.setHeader(HttpHeaderName.IF_MATCH, etag));
    }
  }

  @Override
  protected HttpResponse afterReceivedResponse(
      HttpPipelineCallContext context, HttpResponse response) {
    if (isPut(context)) {
      Optional.ofNullable(response.getHeaderValue(OPERATION)).ifPresent(call(context)::began);
    }
    return response;
  }

  private static boolean isPut(HttpPipelineCallContext context) {
    return context.getHttpRequest().getHttpMethod() == HttpMethod.PUT;
  }

  private static Call call(HttpPipelineCallContext context) {
    return (Call) context.getData(Call.KEY).orElseThrow();
  }
}
