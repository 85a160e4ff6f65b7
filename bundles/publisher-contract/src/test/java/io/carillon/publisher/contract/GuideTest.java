package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What the guide in the README shows can be built as it stands there. */
class GuideTest {

    private static final Pattern CLASS = Pattern.compile("\\bpublic (?:final class|@interface) (\\w+)");

    private static String guide() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher blocks =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(guide());
        return blocks.results().map(block -> block.group(1)).toList();
    }

    /** A file that the guide shows from its package to its end. */
    private static final class Shown extends SimpleJavaFileObject {

        private final String text;

        Shown(String text) {
            super(URI.create("guide:///com/example/carillon/" + name(text) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        private static String name(String text) {
            return CLASS.matcher(text)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    @Test
    void whatItShowsCompiles(@TempDir Path folder) throws IOException {
        List<Shown> files = blocks("java").stream()
                .filter(block -> block.startsWith("package "))
                .map(Shown::new)
                .toList();
        assertThat(files).as("publisher, connector and configuration").hasSize(3);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        said,
                        List.of(
                                "-d",
                                folder.toString(),
                                "-proc:none",
                                "-classpath",
                                System.getProperty("java.class.path")),
                        null,
                        files)
                .call();
        assertThat(said.getDiagnostics()).isEmpty();
        assertThat(compiled).isTrue();
    }

    @Test
    void itsPomIsOneAndNamesWhatThereIs() throws Exception {
        List<String> poms = blocks("xml");
        assertThat(poms).hasSize(1);
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(poms.get(0).getBytes(StandardCharsets.UTF_8)));
        NodeList artifacts = pom.getElementsByTagName("artifactId");
        Stream.iterate(0, i -> i + 1)
                .limit(artifacts.getLength())
                .map(i -> artifacts.item(i).getTextContent())
                .filter(name -> name.startsWith("io.carillon."))
                .forEach(name -> assertThat(Path.of(
                                "..", name.substring("io.carillon.".length()).replace('.', '-')))
                        .isDirectory());
        String parent = Files.readString(Path.of("../../pom.xml"));
        for (String property : List.of("bnd.version", "junit.version", "jackson.version")) {
            assertThat(poms.get(0)).as(property).contains("<version>" + value(parent, property) + "</version>");
        }
    }

    private static String value(String pom, String property) {
        Matcher matcher = Pattern.compile("<" + property + ">(.*?)</").matcher(pom);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
