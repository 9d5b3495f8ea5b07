package dev.qudiffuse.quantum.drawing;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes one SVG document, an element a line, so that two drawings can be compared line by line.
 * Numbers have two decimals at most. Not thread-safe.
 */
final class SvgWriter {

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  /** Whatever the page around a drawing says; each of these is where one may meet it. */
  private static final String FONT =
      "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif";

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  /** Writes elements; a failure can only be a fault of ours, since they go into memory. */
  @FunctionalInterface
  private interface Step {
    void run(XMLStreamWriter xml) throws XMLStreamException;
  }

  /**
   * Begins a document, with its background.
   *
   * @param cssClass of the root element, under which the style's rules stand, lest they touch other
   *     drawings of the same page
   * @param title what it shows, in a few words
   * @param description what can be seen in it
   */
  SvgWriter(
      String cssClass, double width, double height, String title, String description, String css) {
    try {
      // Not the factory that the class path may bring: the bytes are to be the same everywhere.
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    run(w -> w.writeStartElement("svg"));
    run(w -> w.writeDefaultNamespace(NAMESPACE));
    attribute("class", cssClass).attribute("role", "img");
    attribute("width", width).attribute("height", height);
    attribute("viewBox", "0 0 %s %s".formatted(number(width), number(height)));
    attribute("font-family", FONT);
    leaf("title", title);
    leaf("desc", description);
    leaf("style", css);
    shape("rect").attribute("class", "paper").attribute("width", width);
    attribute("height", height).attribute("rx", 6);
  }

  /** An element without content; its attributes follow. */
  SvgWriter shape(String element) {
    run(w -> w.writeCharacters("\n"));
    return run(w -> w.writeEmptyElement(element));
  }

  /** Begins an element with content; its attributes follow. */
  SvgWriter open(String element) {
    run(w -> w.writeCharacters("\n"));
    return run(w -> w.writeStartElement(element));
  }

  SvgWriter attribute(String name, String value) {
    return run(w -> w.writeAttribute(name, clean(value)));
  }

  SvgWriter attribute(String name, double value) {
    return attribute(name, number(value));
  }

  /** Writes text into the element. */
  SvgWriter text(String content) {
    return run(w -> w.writeCharacters(clean(content)));
  }

  /** Ends the element. */
  SvgWriter close() {
    return run(XMLStreamWriter::writeEndElement);
  }

  /** An element that holds text and nothing else. */
  SvgWriter leaf(String element, String content) {
    return open(element).text(content).close();
  }

  SvgWriter line(String cssClass, double x1, double y1, double x2, double y2) {
    shape("line").attribute("class", cssClass).attribute("x1", x1).attribute("y1", y1);
    return attribute("x2", x2).attribute("y2", y2);
  }

  SvgWriter circle(String cssClass, double x, double y, double radius) {
    shape("circle").attribute("class", cssClass);
    return attribute("cx", x).attribute("cy", y).attribute("r", radius);
  }

  SvgWriter path(String cssClass, String data) {
    return shape("path").attribute("class", cssClass).attribute("d", data);
  }

  /** Text whose anchor, as the class says, is at (x, y), y being the baseline. */
  SvgWriter label(String cssClass, double x, double y, String content) {
    open("text").attribute("class", cssClass).attribute("x", x).attribute("y", y);
    return text(content).close();
  }

  /** Ends the document and returns it. */
  String finish() {
    run(w -> w.writeCharacters("\n"));
    run(XMLStreamWriter::writeEndDocument);
    return text + "\n";
  }

  /** A number as SVG wants it: with a point, and no more digits than can be seen. */
  static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded)
        ? Long.toString((long) rounded)
        : String.format(Locale.ROOT, "%.2f", rounded).replaceAll("0$", "");
  }

  /** XML has no way to write some characters, not even escaped. */
  private static String clean(String content) {
    return content
        .codePoints()
        .map(c -> isXml(c) ? c : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }

  private SvgWriter run(Step step) {
    try {
      step.run(xml);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }
}
