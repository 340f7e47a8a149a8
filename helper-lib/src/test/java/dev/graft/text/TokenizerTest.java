package dev.graft.text;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer in use: what is cut, what is told, what a vocabulary alone says. */
class TokenizerTest {
  private static final Tokenizer UNCASED = Tokenizer.read(Recorded.file("uncased.json"));

  @TempDir Path folder;

  private static List<Integer> ids(Tokenizer tokenizer, String text) {
    return IntStream.of(tokenizer.encode(text, 100).ids()).boxed().toList();
  }

  private Path vocabulary() throws IOException {
    return Files.write(folder.resolve("vocab.txt"), Vocabularies.tokens());
  }

  @Test
  void whatIsCutIsTold() {
    int all = UNCASED.encode("a gentle film", 100).ids().length;
    Tokens four = UNCASED.encode("a gentle film", 4);
    assertEquals(4, four.ids().length);
    assertEquals(all - 4, four.cut());
    assertEquals(3, four.ids()[3], "[SEP] stands at the end all the same");
    assertArrayEquals(new int[] {2, 3}, UNCASED.encode("a gentle film", 2).ids());
    assertEquals(all - 2, UNCASED.encode("a gentle film", 2).cut());
    assertEquals(0, UNCASED.encode("a gentle film", all).cut());
    assertEquals(0, UNCASED.encode("", 2).cut());
  }

  @Test
  void theIdsAroundATextNeedRoom() {
    assertEquals(
        "longest is 1, must be at least 2, the ids around a text",
        assertThrows(IllegalArgumentException.class, () -> UNCASED.encode("a", 1)).getMessage());
  }

  @Test
  void aVocabularyAloneIsBerts() throws IOException {
    Tokenizer read = Tokenizer.uncased(vocabulary());
    List<String> texts =
        HostileTexts.of(2, 500)
            .filter(text -> !text.matches("(?s).*(</?s>|<mask>|[ßẞ]|'s|stanbul|\\[MASK).*"))
            .toList();
    texts.forEach(text -> assertEquals(ids(UNCASED, text), ids(read, text), text));
    assertEquals(ids(UNCASED, "Ça [MASK]"), ids(read, "Ça [MASK]"));
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    Path windows =
        Files.writeString(folder.resolve("w"), String.join("\r\n", Vocabularies.tokens()));
    assertEquals(
        ids(Tokenizer.uncased(vocabulary()), "a gentle film"),
        ids(Tokenizer.uncased(windows), "a gentle film"));
  }

  @Test
  void capitalLettersAndAccentsCountWhereTheyAreKnown() throws IOException {
    Tokenizer uncased = Tokenizer.uncased(vocabulary());
    Tokenizer cased = Tokenizer.cased(vocabulary());
    assertEquals(ids(uncased, "film é"), ids(uncased, "FILM E\u0301"));
    assertEquals(List.of(2, 1, 3), ids(cased, "FILM"), "an unknown word");
    assertEquals(ids(uncased, "film"), ids(cased, "film"));
  }

  @Test
  void twoFilesAreWhatOneIs() throws IOException {
    Path vocabulary = Vocabularies.json(folder.resolve("vocab.json"));
    Path merges = Files.writeString(folder.resolve("merges.txt"), Vocabularies.merges());
    Tokenizer one = Tokenizer.read(Recorded.file("roberta.json"));
    Tokenizer two = Tokenizer.roberta(vocabulary, merges);
    HostileTexts.of(2, 500).forEach(text -> assertEquals(ids(one, text), ids(two, text), text));
    assertEquals(
        "special token \"<|endoftext|>\" is not in the vocabulary",
        assertThrows(TokenizerException.class, () -> Tokenizer.gpt2(vocabulary, merges))
            .getMessage());
    String more = Files.readString(vocabulary).replaceFirst("\\{", "{\"<|endoftext|>\":600,");
    Files.writeString(vocabulary, more);
    List<Integer> around = ids(two, "a gentle film");
    assertEquals(
        around.subList(1, around.size() - 1),
        ids(Tokenizer.gpt2(vocabulary, merges), "a gentle film"));
    assertEquals(List.of(600), ids(Tokenizer.gpt2(vocabulary, merges), "<|endoftext|>"));
  }

  @Test
  void halfASurrogatePairIsAReplacementCharacter() {
    for (String half : List.of("\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00\ud83d")) {
      String mended = Surrogates.mended("a" + half + "b");
      assertEquals(
          ("a" + half + "b").codePoints().count(), mended.codePoints().count(), "one for one");
      assertEquals(ids(UNCASED, mended), ids(UNCASED, "a" + half + "b"));
    }
    assertEquals("\ufffd\ud83d\ude00\ufffd", Surrogates.mended("\ud83d\ud83d\ude00\ud83d"));
    assertEquals("\ufffd\ufffd", Surrogates.mended("\ude00\ud83d"));
    assertEquals("a\ufffd", Surrogates.mended("a\ud83d"));
  }

  @Test
  void longTextsTakeNoLongerForTheirLength() {
    String text = "ab".repeat(2_000_000) + " " + "a ".repeat(500_000) + "[MASK]".repeat(100_000);
    assertEquals(
        1_000_000 / 2 + 1 + 100_000 + 2, UNCASED.encode(text, Integer.MAX_VALUE).ids().length);
    Tokenizer bytes = Tokenizer.read(Recorded.file("roberta.json"));
    assertEquals(1_000_000 + 2, bytes.encode("qz".repeat(500_000), Integer.MAX_VALUE).ids().length);
  }

  @Test
  void theFirstOfSeveralFramesIsTheInnermost() throws IOException {
    String json =
        Files.readString(Recorded.file("uncased.json"))
            .replace(
                "\"post_processor\":",
                """
                "post_processor": {"type": "Sequence", "processors": [
                  {"type": "BertProcessing", "sep": ["a", 11], "cls": ["b", 12]},
                  {"type": "ByteLevel"},
                  {"type": "RobertaProcessing", "sep": ["c", 13], "cls": ["d", 14]}]},
                "before":""");
    Tokenizer tokenizer = Tokenizer.read(Files.writeString(folder.resolve("t.json"), json));
    List<Integer> ids = ids(tokenizer, "!");
    assertEquals(List.of(14, 12), ids.subList(0, 2));
    assertEquals(List.of(11, 13), ids.subList(ids.size() - 2, ids.size()));
    assertEquals(5, tokenizer.encode("! ! ! !", 5).ids().length);
  }

  /** The JDK alone would take a minute for some of them. */
  @Test
  void marksWithoutEndTakeNoLongerForTheirNumber() throws IOException {
    String few = "e" + "\u0301\u0323".repeat(50) + "\u0f73".repeat(20) + "\ud55c";
    String many = "e" + "\u0301\u0323".repeat(100_000) + "\u0f73".repeat(100_000) + "\ud55c";
    for (Form form : Form.values()) {
      Rewriting rewriting = Rewriting.form(form);
      assertEquals(Normalizer.normalize(few, form), rewriting.of(few));
      assertEquals(
          Normalizer.normalize(few.repeat(3), form), rewriting.of(few.repeat(3)), "in order");
      String first = Normalizer.normalize(few, form).substring(0, 3);
      assertEquals(first, assertTimeout(ofSeconds(20), () -> rewriting.of(many)).substring(0, 3));
    }
  }

  @Test
  void spacesWithoutEndAreReadOnce() throws IOException {
    String json =
        Files.readString(Recorded.file("gpt2.json"))
            .replace("\"content\":\"</s>\"", "\"content\":\"  \"")
            .replace("\"lstrip\":false", "\"lstrip\":true")
            .replace("\"rstrip\":false", "\"rstrip\":true");
    Tokenizer tokenizer = Tokenizer.read(Files.writeString(folder.resolve("t.json"), json));
    Tokens tokens =
        assertTimeout(
            ofSeconds(20), () -> tokenizer.encode(" ".repeat(2_000_000), Integer.MAX_VALUE));
    assertEquals(1_000_000, tokens.ids().length);
  }

  @Test
  void aMissingFileIsSaid() {
    assertThrows(UncheckedIOException.class, () -> Tokenizer.read(folder.resolve("none.json")));
  }
}
