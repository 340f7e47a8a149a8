package dev.graft.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.Fixtures;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tokenizers of published models, on all texts of SST-2 and TREC and on random ones; prints how
 * many texts a second. They are in the local Maven repository once somebody asked for them:
 *
 * <pre>mvn dependency:get -Dtransitive=false -Dartifact=dev.langchain4j:…</pre>
 */
class RealTokenizersTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("user.home"), ".m2/repository/dev/langchain4j");

  /** By the name of the file in the jar. */
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "all-minilm-l6-v2-tokenizer", "all-minilm-l6-v2:1.19.0-beta29",
          "bge-small-en-v1.5-tokenizer", "bge-small-en-v15:0.36.2",
          "e5-small-v2-tokenizer", "e5-small-v2:0.36.2");

  static List<String[]> sets() {
    return Recorded.table("real.tsv");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void idsAreTheReferences(String name, String set, int count, String sum) throws IOException {
    Tokenizer tokenizer = tokenizer(name);
    List<String> texts = set.equals("random") ? HostileTexts.of(1, count).toList() : texts(set);
    assertEquals(count, texts.size());
    long nanos = System.nanoTime();
    List<Tokens> tokens = texts.stream().map(text -> tokenizer.encode(text, 10_000)).toList();
    nanos = System.nanoTime() - nanos;
    System.out.printf("%s, %s: %,.0f texts a second%n", name, set, count * 1e9 / nanos);
    assertEquals(sum, Recorded.sum(tokens.stream().map(one -> Recorded.joined(one.ids()))));
  }

  private static Tokenizer tokenizer(String name) throws IOException {
    String[] artifact = ("langchain4j-embeddings-" + ARTIFACTS.get(name)).split(":");
    Path jar =
        REPOSITORY.resolve(String.join("/", artifact)).resolve(String.join("-", artifact) + ".jar");
    assumeTrue(Files.exists(jar), "no " + jar.getFileName() + " in the local Maven repository");
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      return Tokenizer.read(zip.getPath(name + ".json"));
    }
  }

  private static List<String> texts(String set) throws IOException {
    String data = System.getenv("GRAFT_DATA");
    Path folder = data == null ? Fixtures.shared("data/" + set) : Path.of(data, set);
    assumeTrue(Files.isDirectory(folder), "no " + set + " here; set GRAFT_DATA");
    List<String> texts = new ArrayList<>();
    for (String part : List.of("train", "validation", "test")) {
      Path file = folder.resolve(part + ".tsv");
      if (Files.exists(file)) {
        try (Stream<String> lines = Files.lines(file)) {
          lines.skip(1).map(line -> line.split("\t", 2)[1]).forEach(texts::add);
        }
      }
    }
    return texts;
  }
}
