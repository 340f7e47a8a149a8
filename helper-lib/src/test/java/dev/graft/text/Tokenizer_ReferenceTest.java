package dev.graft.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids are those that tokenizers 0.23.3 gave, as {@code record_tokens.py} recorded them. */
class Tokenizer_ReferenceTest {
  private static final int RANDOM = 20_000;

  static List<Recorded> texts() {
    return Recorded.texts();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void idsAreTheReferences(Recorded recorded) {
    Tokenizer tokenizer = Tokenizer.read(Recorded.file(recorded.tokenizer() + ".json"));
    String expected = Recorded.joined(recorded.ids());
    assertEquals(expected, Recorded.joined(tokenizer.encode(recorded.text(), 1000).ids()));
    Tokens eight = tokenizer.encode(recorded.text(), 8);
    assertEquals(Recorded.joined(recorded.eight()), Recorded.joined(eight.ids()));
    assertEquals(recorded.ids().length - recorded.eight().length, eight.cut());
  }

  static List<String[]> small() {
    return Recorded.table("small.tsv");
  }

  /** Every script, marks in any order, code points that nobody assigned, words that never end. */
  @ParameterizedTest
  @MethodSource("small")
  void idsOfRandomTextsAreTheReferences(String name, String set, int count, String sum) {
    assertEquals("random", set);
    Tokenizer tokenizer = Tokenizer.read(Recorded.file(name + ".json"));
    assertEquals(
        sum,
        Recorded.sum(
            HostileTexts.of(1, count)
                .map(text -> Recorded.joined(tokenizer.encode(text, 10_000).ids()))));
  }

  private static final Rewriting KEPT = Rewriting.CLEAN.then(Rewriting.SPACED);

  private static final Map<String, Rewriting> STEPS =
      Map.ofEntries(
          Map.entry("bert", KEPT.then(Rewriting.UNCASED)),
          Map.entry("cased", KEPT),
          Map.entry("accented", KEPT.then(Rewriting.LOWER)),
          Map.entry("NFC", Rewriting.form(Form.NFC)),
          Map.entry("NFD", Rewriting.form(Form.NFD)),
          Map.entry("NFKC", Rewriting.form(Form.NFKC)),
          Map.entry("NFKD", Rewriting.form(Form.NFKD)),
          Map.entry("Lowercase", Rewriting.LOWER),
          Map.entry("StripAccents", Rewriting.UNMARKED),
          Map.entry("BertPreTokenizer", text -> words(new BertWords(), text)),
          Map.entry("ByteLevel", text -> words(new ByteWords(ByteWords.Spaced.AS_IT_IS), text)));

  private static String words(Splitting splitting, String text) {
    List<String> words = new ArrayList<>();
    splitting.split(text, (in, from, to, ids) -> words.add(in.substring(from, to)), new Ids());
    return String.join("|", words);
  }

  static Stream<String[]> steps() {
    return Recorded.table("steps.tsv").stream();
  }

  /** Alone, so that no unknown word hides what a step does. */
  @ParameterizedTest
  @MethodSource("steps")
  void stepsAreTheReferences(String name, String sum) {
    Rewriting step = STEPS.get(name);
    assertEquals(sum, Recorded.sum(HostileTexts.of(1, RANDOM).map(step::of)));
  }

  @Test
  void everyStepIsRecorded() {
    assertEquals(STEPS.keySet(), steps().map(row -> row[0]).collect(Collectors.toSet()));
  }
}
