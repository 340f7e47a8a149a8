package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Texts with tags and with numbers, from tables. */
class TextTagSetTest {
  private static final Table LETTERS =
      Table.create(
          "letters",
          StringColumn.create("text", "pay at once", " ", "dear aunt", "the third"),
          StringColumn.create("topics", "bill; urgent", "bill", ";", "bill"),
          IntColumn.create("bill", 1, 1, 0, 1),
          IntColumn.create("pages", 1, 2, 3, 4));

  @Test
  void whatIsNoTextLosesItsTags() {
    TextTagSet set = TextTagSet.of(LETTERS, "text", "topics", ";");
    assertEquals(
        "3 texts with bill, urgent; 1 left out, see rejected(): row 2 (no text)", set.toString());
    assertEquals(List.of("bill", "urgent"), set.tags().of(0));
    assertEquals(List.of(), set.tags().of(1));
    assertEquals("dear aunt", set.texts().text(1));
    assertEquals("row 2", set.texts().rejected().getString(0, "file"));
    TextTagSet each = TextTagSet.of(LETTERS, "text", List.of("bill"));
    assertEquals(List.of("bill"), each.tags().of(2));
    assertEquals(List.of("letter", "bill"), each.tags(List.of("letter", "bill")).tags().names());
  }

  @Test
  void bothPartsHaveEachTagTwoTextsHave() {
    Answered.Parts<TextTagSet> parts = TextTagSet.of(LETTERS, "text", "topics", ";").split(0.5, 1);
    assertEquals(3, parts.train().size() + parts.validation().size());
    for (TextTagSet part : List.of(parts.train(), parts.validation())) {
      assertEquals(1, part.tags().counts()[0], part.toString());
      assertEquals(part.size(), part.tags().size());
    }
  }

  @Test
  void numbersStayWithTheirTexts() {
    TextNumberSet set = TextNumberSet.of(LETTERS, "text", List.of("pages"));
    assertEquals("3 texts with pages; 1 left out, see rejected(): row 2 (no text)", set.toString());
    for (TextNumberSet part : List.of(set.split(0.5, 2).train(), set.split(0.5, 2).validation())) {
      for (int i = 0; i < part.size(); i++) {
        int row = Integer.parseInt(part.texts().id(i).substring("row ".length()));
        assertEquals(row, part.numbers().rows()[i][0]);
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    refused(
        "2 texts have 1 rows of tags; each needs one",
        () ->
            TextTagSet.of(
                TextSet.unlabelled(List.of("one", "two")),
                new Tags(List.of("a"), new boolean[][] {{true}})));
    refused(
        "train is 1.0 of 3 texts, must be above 0 and below 1 of two or more",
        () -> TextTagSet.of(LETTERS, "text", "topics", ";").split(1, 1));
    refused(
        "\"pages\" in row 2 is 2, must be 0 or 1",
        () -> TextTagSet.of(LETTERS, "text", List.of("pages")));
    refused(
        "column \"topics\" is of STRING, must be numbers",
        () -> TextNumberSet.of(LETTERS, "text", List.of("topics")));
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
