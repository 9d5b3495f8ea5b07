package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An SVG as a reader of XML sees it. */
record SvgDocument(Element root) {

  static SvgDocument parse(String svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Document document =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
      return new SvgDocument(document.getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("not XML:\n" + svg, e);
    }
  }

  /** All elements of a name below an element. */
  static Stream<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
  }

  Stream<Element> elements(String name) {
    return elements(root, name);
  }

  /** The text of the only child of a name. */
  static String childText(Element parent, String name) {
    return elements(parent, name)
        .filter(child -> child.getParentNode() == parent)
        .map(Element::getTextContent)
        .reduce((a, b) -> fail("two " + name))
        .orElseGet(() -> fail("no " + name));
  }

  private static String fail(String message) {
    throw new AssertionError(message);
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  /** What every drawing promises. */
  void requireSound() {
    assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(childText(root, "title")).isNotBlank();
    assertThat(childText(root, "desc")).isNotBlank();
    assertThat(childText(root, "style"))
        .contains("prefers-color-scheme:dark")
        .doesNotContain("url(", "@import");
    Stream.of("script", "image", "use", "foreignObject", "a")
        .forEach(name -> assertThat(elements(name)).as(name).isEmpty());
    double width = number(root, "width");
    double height = number(root, "height");
    assertThat(root.getAttribute("viewBox"))
        .isEqualTo("0 0 " + SvgWriter.number(width) + " " + SvgWriter.number(height));
    Rectangle2D paper = rectangle(0, 0, width, height);
    assertThat(shapes(root).stream().filter(shape -> !paper.contains(shape)))
        .as("outside %s x %s", width, height)
        .isEmpty();
  }

  /** The extents of the shapes and texts below an element; a path counts with its own points. */
  static List<Rectangle2D> shapes(Element parent) {
    return Stream.of(
            elements(parent, "rect").map(SvgDocument::rectangle),
            elements(parent, "circle").map(SvgDocument::circle),
            elements(parent, "line").map(SvgDocument::line),
            elements(parent, "text").filter(e -> !isTurned(e)).map(SvgDocument::text))
        .flatMap(shapes -> shapes)
        .toList();
  }

  /** The extent of everything below an element. */
  static Rectangle2D extent(Element parent) {
    return shapes(parent).stream().reduce(Rectangle2D::createUnion).orElseThrow();
  }

  private static Rectangle2D line(Element e) {
    double x = Math.min(number(e, "x1"), number(e, "x2"));
    double y = Math.min(number(e, "y1"), number(e, "y2"));
    // A rectangle without an area contains nothing and is contained in nothing.
    double width = Math.max(0.01, Math.abs(number(e, "x1") - number(e, "x2")));
    double height = Math.max(0.01, Math.abs(number(e, "y1") - number(e, "y2")));
    return rectangle(x, y, width, height);
  }

  /** The extent of a {@code rect}. */
  static Rectangle2D rectangle(Element e) {
    return rectangle(
        e.hasAttribute("x") ? number(e, "x") : 0,
        e.hasAttribute("y") ? number(e, "y") : 0,
        number(e, "width"),
        number(e, "height"));
  }

  private static boolean isTurned(Element e) {
    return e.getParentNode() instanceof Element parent && parent.hasAttribute("transform");
  }

  /** The extent of a {@code circle}. */
  static Rectangle2D circle(Element e) {
    double radius = number(e, "r");
    return rectangle(number(e, "cx") - radius, number(e, "cy") - radius, 2 * radius, 2 * radius);
  }

  /** The extent of a {@code text}, as far as it can be known. */
  static Rectangle2D text(Element e) {
    List<String> classes = List.of(e.getAttribute("class").split(" "));
    double size = classes.contains("pin") ? 10 : classes.contains("name") ? 12 : 13;
    double width = TextWidth.of(Objects.requireNonNull(e.getTextContent()), size);
    double left = number(e, "x") - width / 2;
    if (classes.contains("start")) {
      left = number(e, "x");
    } else if (classes.contains("end") || classes.contains("qubit")) {
      left = number(e, "x") - width;
    }
    return rectangle(left, number(e, "y") - 0.75 * size, width, size);
  }

  private static Rectangle2D rectangle(double x, double y, double width, double height) {
    return new Rectangle2D.Double(x, y, width, height);
  }
}
