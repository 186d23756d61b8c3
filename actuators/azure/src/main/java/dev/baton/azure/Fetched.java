package dev.baton.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.resourcemanager.network.fluent.models.LoadBalancerInner;
import java.util.Optional;

/**
 * A load balancer as it was fetched.
 *
 * @param body the whole load balancer, to be changed and sent back
 * @param etag the ETag for a conditional write: the response's header (RFC 9110 section 8.8.3), or
 *     the one in the body if a proxy has removed the header
 */
record Fetched(LoadBalancerInner body, Optional<String> etag) {

  static Fetched of(Response<LoadBalancerInner> answer) {
    LoadBalancerInner body = answer.getValue();
    return new Fetched(
        body,
        Optional.ofNullable(answer.getHeaders().getValue(HttpHeaderName.ETAG))
            .or(() -> Optional.ofNullable(body.etag())));
  }
}
