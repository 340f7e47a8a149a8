package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTextsTest {
  @Test
  void writesNotesAndReviewsBySeed() {
    TextSet notes = SampleTexts.notes(60, 1);
    assertEquals(
        List.of("cooking", "gardening", "health", "music", "sport", "travel"), notes.classes());
    assertEquals(10, notes.counts().intColumn("texts").getInt(5));
    TextSet reviews = SampleTexts.reviews(40, 1);
    assertEquals(List.of("negative", "positive"), reviews.classes());
    for (int i = 0; i < 40; i++) {
      assertEquals(reviews.text(i), SampleTexts.reviews(80, 1).text(i));
      assertEquals(i % 2, reviews.label(i));
    }
    assertFalse(reviews.text(0).equals(SampleTexts.reviews(40, 2).text(0)));
    assertThrows(IllegalArgumentException.class, () -> SampleTexts.notes(5, 1));
    assertThrows(IllegalArgumentException.class, () -> SampleTexts.reviews(1, 1));
  }

  /** In reviews every judging word is as often in kind ones as in unkind ones, nearly. */
  @Test
  void wordsOfReviewsDoNotTellTheirKind() {
    TextSet reviews = SampleTexts.reviews(4000, 3);
    for (String word : List.of("boring", "moving", "not", "hardly", "although")) {
      long[] kinds = new long[2];
      IntStream.range(0, reviews.size())
          .filter(i -> reviews.text(i).contains(word))
          .forEach(i -> kinds[reviews.label(i)]++);
      double share = kinds[1] / (double) (kinds[0] + kinds[1]);
      assertEquals(0.5, share, 0.12, word);
    }
  }

  @Test
  void namesAreThoseOfTheWorldsAndOfTheEnvironment() {
    assertEquals(300, SampleTexts.named("notes").validation().size());
    assertEquals(600, SampleTexts.named("reviews").train().size());
    assertEquals(
        "no sample texts \"news\"; there are notes, reviews, trec and sst2",
        assertThrows(IllegalArgumentException.class, () -> SampleTexts.named("news")).getMessage());
    assertEquals("notes", SampleTexts.chosen(Map.of(), "GRAFT_TEXTS", "trec", "notes"));
    assertEquals(
        "sst2", SampleTexts.chosen(Map.of("GRAFT_TEXTS", "sst2"), "GRAFT_TEXTS", "trec", "notes"));
  }
}
