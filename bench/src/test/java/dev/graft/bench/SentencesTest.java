package dev.graft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.TextSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentencesTest {
  @TempDir Path folder;

  @Test
  void drawnReviewsAreReadAsAllEnginesReadThem() {
    Sentences all = Sentences.named("reviews", folder);
    TextSet train = TextSet.tabs(all.train(), "text", "label");
    assertEquals(960, train.size());
    assertEquals(240, TextSet.tabs(all.held(), "text", "label").size());
    assertEquals(2, train.classes().size());
  }

  @Test
  void someAreTakenOfEachPartAndAllWhereThereAreNoMore() {
    Sentences some = Sentences.named("reviews", folder).take(300, folder);
    assertEquals("reviews 300", some.name());
    assertEquals(300, TextSet.tabs(some.train(), "text", "label").size());
    assertEquals(240, TextSet.tabs(some.held(), "text", "label").size());
  }

  @Test
  void aFolderWithoutTextsIsNamed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Sentences.named("letters", folder))
            .getMessage();
    assertTrue(message.startsWith("no texts in \""), message);
    assertTrue(
        message.endsWith(
            "letters\"; --data names a folder of GRAFT_DATA with train.tsv and test.tsv, or"
                + " reviews, which are drawn"),
        message);
  }
}
