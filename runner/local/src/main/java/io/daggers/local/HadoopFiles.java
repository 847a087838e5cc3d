package io.daggers.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The folder that {@code HADOOP_CONF_DIR} names. */
final class HadoopFiles {

  /** Hadoop's jar of HDFS comes without the pages that its daemons want to serve. */
  private static final List<String> PAGES = List.of("hdfs", "datanode", "secondary");

  private HadoopFiles() {}

  static void write(Path folder, HadoopSettings settings) throws LocalServiceException {
    try {
      Files.createDirectories(folder);
      write(folder.resolve("core-site.xml"), settings.core());
      write(folder.resolve("hdfs-site.xml"), settings.hdfs());
      write(folder.resolve("yarn-site.xml"), settings.yarn());
      write(folder.resolve("capacity-scheduler.xml"), settings.scheduler());
      Files.writeString(folder.resolve("log4j.properties"), settings.log());
      for (String page : PAGES) {
        Path web = Files.createDirectories(folder.resolve("webapps/" + page + "/WEB-INF"));
        Files.writeString(web.resolve("web.xml"), "<web-app/>\n");
      }
    } catch (IOException | XMLStreamException e) {
      throw new LocalServiceException("cannot write Hadoop's settings: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, Map<String, String> properties)
      throws IOException, XMLStreamException {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, UTF_8.name());
      xml.writeStartDocument(UTF_8.name(), "1.0");
      xml.writeStartElement("configuration");
      for (Map.Entry<String, String> property : properties.entrySet()) {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("property");
        element(xml, "name", property.getKey());
        element(xml, "value", property.getValue());
        xml.writeEndElement();
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
    }
  }

  private static void element(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
