package dev.baton.compose.convert.pacemaker;

import dev.baton.compose.config.ConfigException;
import dev.baton.compose.config.Sources;
import dev.baton.compose.convert.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML into elements that know their lines. No document type, no entity of a file's own. */
final class XmlTree {

  private static final int DEEPEST = 64;

  private final String file;
  private final XMLStreamReader reader;

  private XmlTree(String file, XMLStreamReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * Returns the root.
   *
   * @throws ConfigException naming the line where it is no such XML
   */
  static Element read(Sources.Document document) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document.text()));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        if (reader.getEventType() == XMLStreamConstants.DTD) {
          throw refused(
              document.name(),
              line(reader.getLocation().getLineNumber()),
              "has a document type, which is not read");
        }
      }
      XmlTree tree = new XmlTree(document.name(), reader);
      Element root = tree.element(0);
      while (reader.hasNext()) {
        reader.next();
      }
      return root;
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      throw refused(document.name(), line(line), "is not XML: " + reason(e));
    }
  }

  /** The parser says the place in the first line, and what is wrong in the second. */
  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    return message
        .substring(message.indexOf("Message: ") < 0 ? 0 : message.indexOf("Message: ") + 9)
        .lines()
        .findFirst()
        .orElse("");
  }

  private static int line(int reported) {
    return Math.max(1, reported);
  }

  private static ConfigException refused(String file, int line, String what) {
    return new ConfigException(
        List.of(Place.line(file, line).problem("", what + "; give what cibadmin --query prints")));
  }

  private Element element(int depth) throws XMLStreamException {
    int first = line(reader.getLocation().getLineNumber());
    if (depth > DEEPEST) {
      throw refused(file, first, "is more than " + DEEPEST + " elements deep");
    }
    String name = reader.getLocalName();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int index = 0; index < reader.getAttributeCount(); index++) {
      attributes.put(reader.getAttributeLocalName(index), reader.getAttributeValue(index));
    }
    List<Element> children = new ArrayList<>();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
        children.add(element(depth + 1));
      }
    }
    int last = line(reader.getLocation().getLineNumber());
    return new Element(new Place(file, first, Math.max(first, last)), name, attributes, children);
  }
}
