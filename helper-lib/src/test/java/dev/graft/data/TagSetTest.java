package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TagSetTest {
  private static final List<String> BOTH = List.of("red", "round");

  @TempDir private Path folder;

  @BeforeEach
  void photos() throws IOException {
    for (String name : List.of("a.png", "b.png", "c.png", "d.png")) {
      ImageIO.write(Fixtures.formula(9, 7), "png", folder.resolve(name).toFile());
    }
    Files.writeString(folder.resolve("no.png"), "not an image");
  }

  private TagSet listed(String file, String... tags) {
    StringColumn files = StringColumn.create("file", file.split(" "));
    return TagSet.of(
        Table.create("fruit", files, StringColumn.create("tags", tags)),
        "file",
        "tags",
        ";",
        folder);
  }

  private TagSet each(Table table) {
    return TagSet.of(table, "file", BOTH, folder);
  }

  /** What is no image is left out with its tags; the others keep theirs. */
  @Test
  void aColumnListsTheTags() {
    TagSet set = listed("c.png no.png a.png b.png", " round; red", "blue", ";", "red;red;");
    assertEquals(List.of("blue", "red", "round"), set.tags().names());
    assertEquals(List.of("red", "round"), set.tags().of(0));
    assertEquals(List.of(), set.tags().of(1));
    assertEquals(List.of("red"), set.tags().of(2));
    assertEquals(List.of("c.png", "a.png", "b.png"), set.table().stringColumn(0).asList());
    assertEquals(List.of("red; round", "", "red"), set.table().stringColumn(1).asList());
    assertEquals(1, set.rejected().rowCount());
    assertEquals(
        "3 images with blue, red, round; 1 left out, see rejected(): no.png (not an image)",
        set.toString());
  }

  @Test
  void aColumnForEachTagSaysWhetherItIsThere() {
    Table table =
        Table.create(
            "fruit",
            StringColumn.create("file", "a.png", "b.png", "c.png"),
            IntColumn.create("red", new int[] {1, 0, 0}),
            BooleanColumn.create("round", new boolean[] {true, true, false}));
    TagSet set = each(table);
    assertEquals(BOTH, set.tags().names());
    assertArrayEquals(new int[] {1, 2}, set.tags().counts());
    Table counts = set.counts();
    assertEquals(List.of("tag", "images", "share"), counts.columnNames());
    assertEquals(BOTH, counts.stringColumn("tag").asList());
    assertEquals(2 / 3.0, counts.doubleColumn("share").get(1));
  }

  @Test
  void whatIsWrongIsNamed() {
    Table table =
        Table.create(
            "fruit",
            StringColumn.create("file", "a.png", "b.png"),
            DoubleColumn.create("red", 1, Double.NaN));
    refused("\"red\" is missing in row 2, must be 0 or 1", () -> each(table));
    table.doubleColumn("red").set(1, 0.5);
    refused("\"red\" in row 2 is 0.5, must be 0 or 1", () -> each(table));
    table.doubleColumn("red").set(1, 0);
    refused("no column \"round\" in the table \"fruit\", which has file, red", () -> each(table));
    table.addColumns(StringColumn.create("round", "yes", "no"));
    refused(
        "column \"round\" is of STRING, must be of 0 and 1, or true and false", () -> each(table));
    refused(
        "\"tags\" is missing in row 2, must be tags; an image without one says \";\"",
        () -> listed("a.png b.png", "red", ""));
    refused("column \"tags\" has no tag in 1 rows", () -> listed("a.png", ";"));
    refused(
        "separator is empty, must be what stands between two tags",
        () -> TagSet.of(table, "file", "round", "", folder));
    refused(
        "a.png is of class \"[red]\" in row 1 and of \"[red; round]\" in row 3",
        () -> listed("a.png b.png a.png", "red", "red", "round;red"));
    refused(
        "tags is [red, red], must be one or more different names",
        () -> new Tags(List.of("red", "red"), new boolean[0][]));
    refused(
        "row 2 says of 1 tags whether they are there, expected 2 (red, round)",
        () -> new Tags(BOTH, new boolean[][] {{true, true}, {true}}));
    TagSet set = listed("a.png b.png", "red", "round");
    refused(
        "2 images have 1 rows of tags; each needs one",
        () -> TagSet.of(set.images(), set.tags().at(0)));
    refused(
        "images with tags cannot be joined; join the images, then give all their tags",
        () -> set.images().join(set.images()));
    refused(
        "train is 1.0 of 2 images, must be above 0 and below 1 of two or more",
        () -> set.split(1, 1));
    refused(
        "train is 0.0 of 2 images, must be above 0 and below 1 of two or more",
        () -> set.split(0, 1));
    refused(
        "train is 0.5 of 1 images, must be above 0 and below 1 of two or more",
        () -> set.take(1, 1).split(0.5, 1));
  }

  /** Equal rows are one row; a file that is listed twice with the same tags is taken once. */
  @Test
  void aFileIsTakenOnce() {
    TagSet set = listed("a.png b.png a.png", "red;round", "red", "round;red");
    assertEquals(2, set.size());
    assertEquals(
        List.of("listed in row 1 already"), set.rejected().stringColumn("reason").asList());
  }

  @Test
  void tagsAreSortedAsAModelHasThem() {
    TagSet set = listed("a.png b.png", "red;round", ";").tags(List.of("round", "blue", "red"));
    assertEquals(List.of("round", "red"), set.tags().of(0));
    assertArrayEquals(new int[] {1, 0, 1}, set.tags().counts());
    assertEquals(List.of("round", "red"), set.tags(List.of("round", "red")).tags().names());
    refused(
        "row 1 has the tag \"red\", not among round, blue",
        () -> set.tags(List.of("round", "blue")));
  }

  @Test
  void nothingBetweenTwoSeparatorsIsNoTag() {
    assertEquals(List.of("red", "round"), listed("a.png", ";red;; ;round").tags().names());
  }

  /** However its columns are named. */
  @Test
  void aColumnOfFilesMayHaveAnyName() {
    Table table =
        Table.create(
            "fruit", StringColumn.create("Answer", "a.png"), StringColumn.create("tags", "red"));
    assertEquals(1, TagSet.of(table, "Answer", "tags", ";", folder).size());
  }

  /** Equal texts are equal answers, whatever stands in a name. */
  @Test
  void textsTellTagsApart() {
    Tags odd =
        new Tags(
            List.of("a", "b", "a; b"), new boolean[][] {{true, true, false}, {false, false, true}});
    assertEquals("[a; b]", odd.text(0));
    assertEquals("[a\\; b]", odd.text(1));
  }

  @Test
  void partsKeepTheirTags() {
    TagSet set = listed("a.png b.png c.png d.png", "red", "round", "red", "round");
    Answered.Parts<TagSet> parts = set.split(0.5, 3);
    for (TagSet part : List.of(parts.train(), parts.validation(), set.take(3, 5))) {
      for (int i = 0; i < part.size(); i++) {
        String image = part.images().id(i);
        String tag = List.of("a.png", "c.png").contains(image) ? "red" : "round";
        assertEquals(List.of(tag), part.tags().of(i), image);
      }
    }
    assertArrayEquals(new int[] {1, 1}, parts.train().tags().counts());
  }

  /** What a search sets aside, and a learning curve takes, is divided as the set itself is. */
  @Test
  void imagesOfTagsAreDividedByTheirTags() {
    TagSet set = listed("a.png b.png c.png d.png", "red", "round", "red", "round");
    for (long seed = 0; seed < 8; seed++) {
      Epochs.Halves halves = TrainingSet.of(set.images(), Augmentation.none()).halved(0.5, seed);
      Tags train = (Tags) halves.training().dataset().answers();
      assertArrayEquals(new int[] {1, 1}, train.counts(), "seed " + seed);
      assertEquals(set.split(0.5, seed).train().images().id(0), halves.training().dataset().id(0));
    }
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
