package dev.graft.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read, and texts made for them: neither makes the other take long. */
class Tokenizer_HostileTextsTest {
  private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String ADDED = "\"added_tokens\":[";
  private static final String LONGEST = "\"max_input_chars_per_word\":";

  @TempDir Path folder;

  private Tokenizer read(String json) throws IOException {
    return Tokenizer.read(Files.writeString(folder.resolve("tokenizer.json"), json));
  }

  private String refusal(String json) {
    return assertThrows(TokenizerException.class, () -> read(json)).getMessage();
  }

  /** Without tokens of its own outside the vocabulary. */
  private static String bare(String name) {
    String json = new String(Recorded.bytes(name + ".json"), StandardCharsets.UTF_8);
    return json.replaceAll("\"added_tokens\":\\[.*?}]", "\"added_tokens\":[]");
  }

  private static String normalizers(String... types) {
    return bare("uncased")
        .replace(
            "\"normalizer\":",
            IntStream.range(0, types.length)
                .mapToObj(i -> "{\"type\":\"" + types[i] + "\"}")
                .collect(
                    Collectors.joining(
                        ",",
                        "\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[",
                        "]},\"other\":")));
  }

  private static void quick(String what, Tokenizer tokenizer, String text) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    assertTrue(tokenizer.encode(text, 512).ids().length <= 512, what);
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    assertTrue(nanos < MOST_NANOS, what + " takes " + nanos + " ns");
  }

  /** Fifty thousand letters each. */
  @Test
  void noTextMakesAFileTakeLong() throws IOException {
    String chain = "\"vocab\":{\"##" + "a".repeat(1000) + "b\":601,";
    String pieces = bare("uncased").replace("\"vocab\":{", chain);
    quick(
        "a word of which each piece is looked for to its end",
        read(pieces.replace(LONGEST + "100", LONGEST + "200")),
        ("a".repeat(199) + "c ").repeat(250));
    quick("one word of merges", read(new String(Recorded.bytes("gpt2.json"))), "an".repeat(25_000));
    String many =
        IntStream.range(0, 9000)
            .mapToObj(
                i ->
                    "{\"id\":%s,\"content\":\"%sb%s\",\"single_word\":true,\"lstrip\":true,\"rstrip\":true,\"normalized\":false,\"special\":false}"
                        .formatted(500 + i, "a".repeat(190), i))
            .collect(Collectors.joining(","));
    quick(
        "added tokens of which all but the end is there",
        read(bare("uncased").replace(ADDED, ADDED + many)),
        "a".repeat(50_000));
    Tokenizer forms = read(normalizers("NFKD", "NFC", "NFKC", "NFD", "StripAccents", "Lowercase"));
    quick("letters that become eighteen", forms, "\ufdfa".repeat(50_000));
    quick("marks in no order", forms, "a" + "\u0301\u0323".repeat(25_000));
  }

  /** A thousand letters of a word are half a million steps. */
  @Test
  void wordsAreOfALengthThatIsRead() {
    assertEquals(
        "tokenizer.json: max_input_chars_per_word is 201, must be a whole number from 1 to 200",
        refusal(bare("uncased").replace(LONGEST + "100", LONGEST + "201")));
  }

  /** BERT's puts two spaces around what it parts, each time. */
  @Test
  void aNormalizerIsNamedOnce() {
    assertEquals(
        "tokenizer.json has a normalizer \"BertNormalizer\" twice; Graft reads each once",
        refusal(normalizers("BertNormalizer", "NFC", "BertNormalizer")));
  }

  /** A network that has fewer rows is another's, wherever the id stands. */
  @Test
  void whatStandsAroundATextCountsToo() throws IOException {
    assertEquals(500, read(bare("uncased")).size());
    assertEquals(10_000_000, read(bare("uncased").replace("[2]", "[9999999]")).size());
  }
}
