package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.text.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTextsTest {
  private static final String LONG =
      IntStream.range(0, 200).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
  private static final TextSet TEXTS =
      TextSet.of(List.of(LONG, "one  two", "three"), List.of("a", "b", "a"));

  @TempDir private Path folder;

  private static TrainingTexts through(TextAugmentation augmentation) {
    return TrainingTexts.of(TEXTS, augmentation).seed(3);
  }

  @Test
  void deletionLeavesAShareOutAndOneWordAtLeast() {
    TrainingTexts texts = through(TextAugmentation.deleting(0.3));
    int left = texts.text(0, 0).split(" ").length;
    assertTrue(left > 110 && left < 170, "about 140 of 200: " + left);
    assertTrue(Arrays.asList(LONG.split(" ")).containsAll(List.of(texts.text(0, 0).split(" "))));
    TrainingTexts nearlyAll = through(TextAugmentation.deleting(0.99));
    for (int epoch = 0; epoch < 20; epoch++) {
      assertEquals("three", nearlyAll.text(2, epoch));
    }
  }

  @Test
  void swappingKeepsEveryWord() {
    String swapped = through(TextAugmentation.none().swap(0.1)).text(0, 0);
    assertNotEquals(LONG, swapped);
    assertEquals(
        new TreeSet<>(List.of(LONG.split(" "))), new TreeSet<>(List.of(swapped.split(" "))));
    long moved =
        IntStream.range(0, 200).filter(i -> !swapped.split(" ")[i].equals("w" + i)).count();
    assertTrue(moved > 20 && moved <= 40, "twenty pairs: " + moved);
  }

  @Test
  void aViewIsAFunctionOfSeedTextAndView() {
    TrainingTexts texts = through(TextAugmentation.deleting(0.2).swap(0.1));
    assertEquals(texts.text(0, 4), texts.text(0, 4));
    assertNotEquals(texts.text(0, 4), texts.text(0, 5));
    assertNotEquals(texts.text(0, 4), texts.seed(4).text(0, 4));
    assertEquals(texts.text(0, 0), texts.views(2).text(0, 2));
    assertEquals("one  two", through(TextAugmentation.none().hide(0.5)).text(1, 0));
  }

  private TextContract contract() throws IOException {
    Path vocabulary = folder.resolve("vocab.txt");
    List<String> words =
        IntStream.range(0, 200).mapToObj(i -> "w" + i).collect(Collectors.toList());
    words.addAll(0, List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    Files.write(vocabulary, words);
    return new TextContract(Tokenizer.uncased(vocabulary), 256, "");
  }

  @Test
  void hiddenTokensKeepTheirPlacesAndKeysTellViewsApart() throws IOException {
    TextContract contract = contract();
    Inputs hidden = through(TextAugmentation.none().hide(0.25)).examples(0, contract).inputs();
    FloatBuffer ids = FloatBuffer.allocate(204);
    FloatBuffer mask = FloatBuffer.allocate(204);
    hidden.read(0, ids, mask);
    assertEquals(204, hidden.positions(0));
    assertEquals(5 + 17, ids.get(18));
    assertEquals(1, mask.get(0));
    long seen = IntStream.range(0, 202).filter(i -> mask.get(i) == 1).count();
    assertTrue(seen > 130 && seen < 172, "about 151 of 202: " + seen);
    assertEquals(0, mask.get(203));
    Inputs plain = through(TextAugmentation.none()).examples(7, contract).inputs();
    assertEquals(TEXTS.inputs(contract).key(0), plain.key(0));
    Inputs later = through(TextAugmentation.none().hide(0.25)).examples(1, contract).inputs();
    assertEquals(3, Set.of(hidden.key(0), later.key(0), plain.key(0)).size());
  }

  @Test
  void sharesAreChecked() {
    assertEquals(
        "share is 1.0, must be at least 0 and below 1",
        assertThrows(IllegalArgumentException.class, () -> TextAugmentation.deleting(1))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> through(TextAugmentation.none()).views(0));
  }
}
