package dev.baton.cloudstubs.aws;

import static dev.baton.cloudstubs.aws.Xml.element;
import static dev.baton.cloudstubs.aws.Xml.text;

import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.aws.AwsCloud.Association;
import dev.baton.cloudstubs.aws.AwsCloud.ElasticIp;
import dev.baton.cloudstubs.aws.AwsCloud.NetworkInterface;
import dev.baton.cloudstubs.aws.AwsCloud.State;
import dev.baton.cloudstubs.aws.AwsCloud.Table;
import java.util.List;
import java.util.Optional;

/**
 * EC2's Query API: parameters as a form, answers and errors in XML; the errors' codes as the EC2
 * API reference lists them.
 */
final class Ec2Wire {
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";
  private static final String REQUEST_ID = "59dbff89-35bd-4eac-99ed-be587EXAMPLE";

  private final AwsCloud cloud;

  Ec2Wire(AwsCloud cloud) {
    this.cloud = cloud;
  }

  String action(Request request) {
    return "ec2:" + Form.of(request.body()).get("Action");
  }

  Answer serve(Request request, boolean stale) {
    Form form = Form.of(request.body());
    State state = cloud.state(stale);
    return switch (form.get("Action")) {
      case "DescribeRouteTables" -> tables(form, state);
      case "DescribeNetworkInterfaces" -> interfaces(form, state);
      case "DescribeAddresses" -> addresses(form, state);
      case "ReplaceRoute", "CreateRoute" -> route(form, state);
      case "AssociateAddress" -> associate(form, state);
      case "DisassociateAddress" -> disassociate(form, state);
      default -> error(400, "InvalidAction", "The action is not valid for this web service.");
    };
  }

  static Answer refuse(Trouble trouble) {
    return switch (trouble) {
      case THROTTLED -> error(503, "RequestLimitExceeded", "Request limit exceeded.");
      case UNAVAILABLE, LATE, HELD, ANSWER_LOST ->
          error(503, "Unavailable", "The server is overloaded and can't handle the request.");
      case FORBIDDEN ->
          error(403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
      case LAPSED -> error(401, "ExpiredToken", "The provided token has expired.");
    };
  }

  private Answer tables(Form form, State state) {
    List<String> ids = form.list("RouteTableId");
    Optional<String> missing =
        ids.stream().filter(id -> !state.tables().containsKey(id)).findFirst();
    if (missing.isPresent()) {
      return notFound("InvalidRouteTableID.NotFound", "routeTable ID", missing.orElseThrow());
    }
    List<String> wanted = ids.isEmpty() ? form.filter("route-table-id").orElse(List.of()) : ids;
    List<Table> found =
        state.tables().values().stream()
            .filter(table -> wanted.isEmpty() || wanted.contains(table.id()))
            .toList();
    int from = form.find("NextToken").map(Integer::parseInt).orElse(0);
    int to = Math.min(found.size(), from + cloud.pageSize());
    String items =
        String.join(
            "",
            found.subList(from, to).stream()
                .map(table -> element("item", table(table, state)))
                .toList());
    String next = to < found.size() ? text("nextToken", Integer.toString(to)) : "";
    return ok("DescribeRouteTables", element("routeTableSet", items), next);
  }

  private static String table(Table table, State state) {
    StringBuilder routes = new StringBuilder();
    routes.append(
        element(
            "item",
            text("destinationCidrBlock", table.cidr()),
            text("gatewayId", "local"),
            text("state", "active"),
            text("origin", "CreateRouteTable")));
    table.routes().forEach((to, via) -> routes.append(element("item", route(to, via, state))));
    table
        .propagated()
        .forEach(
            (to, gateway) ->
                routes.append(
                    element(
                        "item",
                        text("destinationCidrBlock", to),
                        text("gatewayId", gateway),
                        text("state", "active"),
                        text("origin", "EnableVgwRoutePropagation"))));
    return text("routeTableId", table.id())
        + text("vpcId", table.vpc())
        + text("ownerId", "123456789012")
        + element("routeSet", routes.toString())
        + element("associationSet")
        + element("tagSet");
  }

  private static String route(String destination, String networkInterface, State state) {
    boolean works =
        Optional.ofNullable(state.interfaces().get(networkInterface))
            .map(NetworkInterface::attached)
            .orElse(false);
    String parameter =
        destination.contains(":") ? "destinationIpv6CidrBlock" : "destinationCidrBlock";
    return text(parameter, destination)
        + text("networkInterfaceId", networkInterface)
        + text("state", works ? "active" : "blackhole")
        + text("origin", "CreateRoute");
  }

  private static Answer interfaces(Form form, State state) {
    List<String> wanted =
        form.filter("network-interface-id").orElseGet(() -> form.list("NetworkInterfaceId"));
    String items =
        String.join(
            "",
            state.interfaces().values().stream()
                .filter(found -> wanted.isEmpty() || wanted.contains(found.id()))
                .map(found -> element("item", networkInterface(found, state)))
                .toList());
    return ok("DescribeNetworkInterfaces", element("networkInterfaceSet", items));
  }

  private static String networkInterface(NetworkInterface found, State state) {
    StringBuilder addresses = new StringBuilder();
    for (String address : found.addresses()) {
      addresses.append(
          element(
              "item",
              text("privateIpAddress", address),
              text("primary", Boolean.toString(address.equals(found.addresses().get(0)))),
              tied(found.id(), address, state)));
    }
    return text("networkInterfaceId", found.id())
        + text("vpcId", found.vpc())
        + text("status", found.attached() ? "in-use" : "available")
        + text("sourceDestCheck", Boolean.toString(found.sourceDestCheck()))
        + element("privateIpAddressesSet", addresses.toString());
  }

  private static String tied(String networkInterface, String address, State state) {
    return state.addresses().values().stream()
        .filter(ip -> holds(ip, networkInterface, address))
        .map(
            ip ->
                element(
                    "association",
                    text("publicIp", ip.publicAddress()),
                    text("allocationId", ip.allocation()),
                    text("associationId", ip.association().map(Association::id).orElse(""))))
        .findFirst()
        .orElse("");
  }

  private static boolean holds(ElasticIp ip, String networkInterface, String address) {
    return ip.association()
        .filter(tie -> tie.networkInterface().equals(networkInterface))
        .filter(tie -> tie.privateAddress().equals(address))
        .isPresent();
  }

  private static Answer addresses(Form form, State state) {
    List<String> ids = form.list("AllocationId");
    Optional<String> missing =
        ids.stream().filter(id -> !state.addresses().containsKey(id)).findFirst();
    if (missing.isPresent()) {
      return notFound("InvalidAllocationID.NotFound", "allocation ID", missing.orElseThrow());
    }
    List<String> wanted = ids.isEmpty() ? form.filter("allocation-id").orElse(List.of()) : ids;
    String items =
        String.join(
            "",
            state.addresses().values().stream()
                .filter(ip -> wanted.isEmpty() || wanted.contains(ip.allocation()))
                .map(ip -> element("item", address(ip)))
                .toList());
    return ok("DescribeAddresses", element("addressesSet", items));
  }

  private static String address(ElasticIp ip) {
    return text("publicIp", ip.publicAddress())
        + text("allocationId", ip.allocation())
        + text("domain", "vpc")
        + ip.association()
            .map(
                tie ->
                    text("associationId", tie.id())
                        + text("networkInterfaceId", tie.networkInterface())
                        + text("privateIpAddress", tie.privateAddress()))
            .orElse("");
  }

  private Answer route(Form form, State state) {
    String table = form.get("RouteTableId");
    String to =
        form.find("DestinationCidrBlock").orElseGet(() -> form.get("DestinationIpv6CidrBlock"));
    String via = form.get("NetworkInterfaceId");
    boolean creates = form.get("Action").equals("CreateRoute");
    if (form.is("DryRun")) {
      return dryRun();
    }
    if (!state.tables().containsKey(table)) {
      return notFound("InvalidRouteTableID.NotFound", "routeTable ID", table);
    }
    if (!state.interfaces().containsKey(via)) {
      return notFound("InvalidNetworkInterfaceID.NotFound", "networkInterface ID", via);
    }
    boolean exists = cloud.routed(table, to).isPresent();
    if (creates && exists) {
      return error(400, "RouteAlreadyExists", "The route identified by " + to + " already exists.");
    }
    if (!creates && !exists) {
      return error(
          400,
          "InvalidParameterValue",
          "There is no route defined for '"
              + to
              + "' in the route table. Use CreateRoute instead.");
    }
    cloud.route(table, to, via);
    return ok(form.get("Action"), text("return", "true"));
  }

  private Answer associate(Form form, State state) {
    String allocation = form.get("AllocationId");
    String via = form.get("NetworkInterfaceId");
    if (form.is("DryRun")) {
      return dryRun();
    }
    if (!state.addresses().containsKey(allocation)) {
      return notFound("InvalidAllocationID.NotFound", "allocation ID", allocation);
    }
    if (!state.interfaces().containsKey(via)) {
      return notFound("InvalidNetworkInterfaceID.NotFound", "networkInterface ID", via);
    }
    return associate(form, state, allocation, via);
  }

  private Answer associate(Form form, State state, String allocation, String via) {
    String address = form.get("PrivateIpAddress");
    Optional<Association> before = cloud.association(allocation);
    if (before.filter(tie -> isAt(tie, via, address)).isPresent()) {
      return ok("AssociateAddress", associated(before.orElseThrow().id()));
    }
    boolean taken = !tied(via, address, state).isEmpty();
    if ((before.isPresent() || taken) && form.get("AllowReassociation").equals("false")) {
      String what = before.isPresent() ? allocation : via;
      return error(
          400,
          "Resource.AlreadyAssociated",
          "resource " + what + " is already associated with associate-id");
    }
    cloud.associate(allocation, via, address);
    return ok("AssociateAddress", associated(cloud.association(allocation).orElseThrow().id()));
  }

  private static boolean isAt(Association tie, String via, String address) {
    return tie.networkInterface().equals(via) && tie.privateAddress().equals(address);
  }

  private static String associated(String id) {
    return text("return", "true") + text("associationId", id);
  }

  private Answer disassociate(Form form, State state) {
    String id = form.get("AssociationId");
    if (form.is("DryRun")) {
      return dryRun();
    }
    Optional<ElasticIp> found =
        state.addresses().values().stream()
            .filter(ip -> ip.association().filter(tie -> tie.id().equals(id)).isPresent())
            .findFirst();
    if (found.isEmpty()) {
      return notFound("InvalidAssociationID.NotFound", "association ID", id);
    }
    String allocation = found.orElseThrow().allocation();
    cloud.change(next -> AwsCloud.tie(next, allocation, Optional.empty()));
    return ok("DisassociateAddress", text("return", "true"));
  }

  private static Answer dryRun() {
    return error(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  }

  private static Answer notFound(String code, String what, String id) {
    return error(400, code, "The " + what + " '" + id + "' does not exist");
  }

  private static Answer ok(String action, String... content) {
    String body =
        Xml.document(
            action + "Response",
            NAMESPACE,
            text("requestId", REQUEST_ID),
            String.join("", content));
    return Answer.of(200, "text/xml;charset=UTF-8", body);
  }

  private static Answer error(int status, String code, String message) {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + element(
                "Response",
                element("Errors", element("Error", text("Code", code), text("Message", message))),
                text("RequestID", REQUEST_ID));
    return Answer.of(status, "text/xml;charset=UTF-8", body);
  }
}
