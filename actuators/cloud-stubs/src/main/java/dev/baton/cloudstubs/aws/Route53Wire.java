package dev.baton.cloudstubs.aws;

import static dev.baton.cloudstubs.aws.Xml.element;
import static dev.baton.cloudstubs.aws.Xml.text;

import dev.baton.cloudstubs.StubServer.Answer;
import dev.baton.cloudstubs.StubServer.Request;
import dev.baton.cloudstubs.Trouble;
import dev.baton.cloudstubs.aws.AwsCloud.RecordSet;
import dev.baton.cloudstubs.aws.AwsCloud.State;
import dev.baton.cloudstubs.aws.AwsCloud.Zone;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Route 53's REST API, version 2013-04-01: hosted zones, their record sets, and changes. */
final class Route53Wire {
  static final String ROOT = "/2013-04-01/";
  private static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
  private static final String SUBMITTED = "2026-01-01T00:00:00Z";

  /** By labels from the last to the first, then by type. */
  private static final Comparator<RecordSet> ORDER =
      Comparator.<RecordSet, String>comparing(set -> reversed(set.name()))
          .thenComparing(RecordSet::type);

  private final AwsCloud cloud;

  private record Change(String action, RecordSet set) {}

  Route53Wire(AwsCloud cloud) {
    this.cloud = cloud;
  }

  String action(Request request) {
    List<String> path = path(request);
    if (path.get(0).equals("change")) {
      return "route53:GetChange";
    }
    if (path.size() < 3) {
      return "route53:GetHostedZone";
    }
    return request.method().equals("POST")
        ? "route53:ChangeResourceRecordSets"
        : "route53:ListResourceRecordSets";
  }

  Answer serve(Request request, boolean stale) {
    String id = path(request).get(1);
    String action = action(request);
    if (action.equals("route53:GetChange")) {
      String status = cloud.isPending(id) ? "PENDING" : "INSYNC";
      return ok("GetChangeResponse", change(id, status));
    }
    Zone zone = cloud.state(stale).zones().get(id);
    if (zone == null) {
      return error(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
    }
    return switch (action) {
      case "route53:GetHostedZone" -> zone(zone);
      case "route53:ListResourceRecordSets" -> sets(request, zone);
      default -> change(request, zone);
    };
  }

  static Answer refuse(Trouble trouble) {
    return switch (trouble) {
      case THROTTLED -> error(400, "Throttling", "Rate exceeded");
      case UNAVAILABLE, LATE, HELD, ANSWER_LOST ->
          error(503, "ServiceUnavailable", "Service is temporarily unavailable");
      case FORBIDDEN ->
          error(403, "AccessDenied", "User is not authorized to perform this operation");
      case LAPSED ->
          error(403, "ExpiredToken", "The security token included in the request is expired");
    };
  }

  private static Answer zone(Zone zone) {
    return ok(
        "GetHostedZoneResponse",
        element(
            "HostedZone",
            text("Id", "/hostedzone/" + zone.id()),
            text("Name", zone.name()),
            text("CallerReference", "stand-in"),
            element("Config", text("PrivateZone", "false")),
            text("ResourceRecordSetCount", Integer.toString(zone.sets().size()))),
        element("DelegationSet", element("NameServers", text("NameServer", "ns.invalid"))));
  }

  private static Answer sets(Request request, Zone zone) {
    Form query = Form.of(Optional.ofNullable(request.uri().getRawQuery()).orElse(""));
    String from = reversed(dotted(query.get("name")));
    int most = query.find("maxitems").map(Integer::parseInt).orElse(300);
    List<RecordSet> after =
        zone.sets().values().stream()
            .sorted(ORDER)
            .filter(set -> reversed(set.name()).compareTo(from) >= 0)
            .filter(set -> !isBefore(set, from, query.get("type")))
            .toList();
    List<RecordSet> page = after.subList(0, Math.min(most, after.size()));
    String next = "";
    if (page.size() < after.size()) {
      RecordSet first = after.get(page.size());
      next = text("NextRecordName", first.name()) + text("NextRecordType", first.type());
    }
    return ok(
        "ListResourceRecordSetsResponse",
        element("ResourceRecordSets", page.stream().map(Route53Wire::set).toArray(String[]::new)),
        text("IsTruncated", Boolean.toString(!next.isEmpty())),
        next,
        text("MaxItems", Integer.toString(most)));
  }

  private static boolean isBefore(RecordSet set, String from, String type) {
    return reversed(set.name()).equals(from) && set.type().compareTo(type) < 0;
  }

  private static String set(RecordSet set) {
    String values =
        String.join(
            "",
            set.values().stream()
                .map(value -> element("ResourceRecord", text("Value", value)))
                .toList());
    return element(
        "ResourceRecordSet",
        text("Name", set.name()),
        text("Type", set.type()),
        text("TTL", Long.toString(set.ttl())),
        element("ResourceRecords", values));
  }

  /** All of a batch, or nothing of it. */
  private Answer change(Request request, Zone zone) {
    SortedMap<String, RecordSet> sets = new TreeMap<>(zone.sets());
    List<String> problems = new ArrayList<>();
    for (Change change : changes(request.body())) {
      problem(change, sets).ifPresent(problems::add);
      if (change.action().equals("DELETE")) {
        sets.remove(AwsCloud.key(change.set()));
      } else {
        sets.put(AwsCloud.key(change.set()), change.set());
      }
    }
    if (!problems.isEmpty()) {
      return error(400, "InvalidChangeBatch", problems.toString());
    }
    cloud.change(
        (State next) -> next.zones().put(zone.id(), new Zone(zone.id(), zone.name(), sets)));
    return ok("ChangeResourceRecordSetsResponse", change(cloud.begin(), "PENDING"));
  }

  private static Optional<String> problem(Change change, SortedMap<String, RecordSet> sets) {
    Optional<RecordSet> before = Optional.ofNullable(sets.get(AwsCloud.key(change.set())));
    String which =
        "resource record set [name='" + change.set().name() + "', type='" + change.set().type();
    return switch (change.action()) {
      case "CREATE" -> before.map(there -> "Tried to create " + which + "'] but it already exists");
      case "DELETE" -> {
        if (before.isEmpty()) {
          yield Optional.of("Tried to delete " + which + "'] but it was not found");
        }
        yield before
            .filter(there -> !there.equals(change.set()))
            .map(
                there ->
                    "Tried to delete "
                        + which
                        + "'] but the values provided do not match the current values");
      }
      default -> Optional.empty();
    };
  }

  private static List<Change> changes(String body) {
    NodeList nodes = parse(body).getElementsByTagName("Change");
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element node = (Element) nodes.item(i);
      RecordSet set =
          new RecordSet(
              dotted(texts(node, "Name").get(0)),
              texts(node, "Type").get(0),
              Long.parseLong(texts(node, "TTL").get(0)),
              texts(node, "Value"));
      changes.add(new Change(texts(node, "Action").get(0), set));
    }
    return changes;
  }

  private static List<String> texts(Element in, String name) {
    NodeList nodes = in.getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static Element parse(String body) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(body)))
          .getDocumentElement();
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalArgumentException("not the XML of a change batch: " + body, e);
    }
  }

  private static String change(String id, String status) {
    return element(
        "ChangeInfo",
        text("Id", "/change/" + id),
        text("Status", status),
        text("SubmittedAt", SUBMITTED));
  }

  private static List<String> path(Request request) {
    return Arrays.asList(request.uri().getPath().substring(ROOT.length()).split("/"));
  }

  private static String dotted(String name) {
    return name.endsWith(".") ? name : name + ".";
  }

  private static String reversed(String name) {
    List<String> labels = Arrays.asList(name.split("\\."));
    Collections.reverse(labels);
    return String.join(".", labels);
  }

  private static Answer ok(String root, String... content) {
    return Answer.of(200, "text/xml", Xml.document(root, NAMESPACE, content));
  }

  private static Answer error(int status, String code, String message) {
    String body =
        Xml.document(
            "ErrorResponse",
            NAMESPACE,
            element("Error", text("Type", "Sender"), text("Code", code), text("Message", message)),
            text("RequestId", "b25f48e8-84fd-11e6-80d9-574e0c4664cb"));
    return Answer.of(status, "text/xml", body);
  }
}
