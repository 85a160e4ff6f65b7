package io.carillon.publisher.contract;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Finds what an icon must not hold: Carillon puts it into its own pages. */
final class Svg {

    private Svg() {}

    /** What is wrong with the icon, in sentences; empty if nothing is. */
    static List<String> problems(String icon) {
        List<String> problems = new ArrayList<>();
        try {
            Element root = parse(icon).getDocumentElement();
            if (!"svg".equals(root.getLocalName())) {
                problems.add("The root is <" + root.getTagName() + ">, not <svg>");
            }
            look(root, problems);
        } catch (SAXException | IOException e) {
            problems.add("It is not well-formed XML: " + e.getMessage());
        }
        return problems;
    }

    private static void look(Element element, List<String> problems) {
        String name = element.getLocalName().toLowerCase(Locale.ROOT);
        if (List.of("script", "foreignobject", "style", "image", "use", "a").contains(name)) {
            problems.add("<" + name + "> runs, loads or leads somewhere");
        }
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            String attribute = attributes.item(i).getLocalName().toLowerCase(Locale.ROOT);
            if (attribute.startsWith("on") || attribute.equals("href") || attribute.equals("style")) {
                problems.add("The attribute " + attribute + " runs, loads or is refused by the page's policy");
            }
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                look(inner, problems);
            }
        }
    }

    private static Document parse(String icon) throws SAXException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(icon)));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every Java has a secure XML parser", e);
        }
    }
}
