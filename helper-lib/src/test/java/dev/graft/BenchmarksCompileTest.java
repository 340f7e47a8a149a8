package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmarks are no default module, so a changed name of the library's could break them unseen.
 * Their peers are large downloads: what comes from those is not looked at here.
 */
class BenchmarksCompileTest {
  private static final String PEERS =
      "(?:org\\.openjdk\\.jmh|org\\.deeplearning4j|org\\.nd4j|ai\\.djl\\.basicmodelzoo)\\.";

  private static final Pattern IMPORT =
      Pattern.compile("import (?:static )?" + PEERS + "[\\w.]*?(\\w+);");

  @TempDir Path classes;

  @Test
  void againstTheLibraryAsItIs() throws IOException {
    Path sources = Path.of("../bench/src");
    assumeTrue(Files.isDirectory(sources), "no benchmarks beside the library");
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertTrue(files.size() > 20, files.toString());
    assertEquals(List.of(), problems(files));
  }

  @Test
  void aNameThatTheLibraryDoesNotHaveIsSeen() throws IOException {
    Path file = classes.resolve("Broken.java");
    Files.writeString(
        file,
        """
        import dev.graft.data.ImageSet;
        import dev.graft.data.Paintings;
        import org.openjdk.jmh.annotations.Benchmark;
        class Broken {
          @Benchmark
          int size(ImageSet images) {
            return images.length();
          }
        }
        """);
    List<String> found = problems(List.of(file));
    assertEquals(2, found.size(), found.toString());
    assertTrue(found.get(0).startsWith("Broken.java:2: cannot find symbol"), found.get(0));
    assertTrue(found.get(1).startsWith("Broken.java:7: cannot find symbol"), found.get(1));
  }

  private List<String> problems(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertNotNull(compiler, "a full JDK has a compiler");
    var said = new DiagnosticCollector<JavaFileObject>();
    try (var manager = compiler.getStandardFileManager(said, null, null)) {
      var options =
          List.of(
              "-proc:none",
              "-Xlint:none",
              "-Xmaxerrs",
              "10000",
              "--should-stop=ifError=FLOW",
              "-d",
              classes.toString());
      compiler
          .getTask(null, manager, said, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call();
    }
    return said.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR && !isOfAPeer(d))
        .map(BenchmarksCompileTest::line)
        .toList();
  }

  private static String line(Diagnostic<? extends JavaFileObject> problem) {
    Path file = Path.of(problem.getSource().toUri());
    return file.getFileName() + ":" + problem.getLineNumber() + ": " + problem.getMessage(null);
  }

  /** An import of a peer's, or what begins with a name that the file imports from one. */
  private static boolean isOfAPeer(Diagnostic<? extends JavaFileObject> problem) {
    String text;
    try {
      text = problem.getSource().getCharContent(true).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    String where = text.substring((int) problem.getStartPosition());
    String names =
        IMPORT.matcher(text).results().map(m -> m.group(1) + "\\b|").collect(Collectors.joining());
    return Pattern.compile(names + PEERS).matcher(where).lookingAt();
  }
}
