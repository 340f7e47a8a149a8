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
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class NumberSetTest {
  private static final List<String> BOTH = List.of("age", "height");

  @TempDir private Path folder;

  @BeforeEach
  void photos() throws IOException {
    for (String name : List.of("c.png", "a.png", "b.png")) {
      ImageIO.write(Fixtures.formula(9, 7), "png", folder.resolve(name).toFile());
    }
    Files.writeString(folder.resolve("no.png"), "not an image");
  }

  private static Table table(String... files) {
    DoubleColumn height = DoubleColumn.create("height");
    IntColumn age = IntColumn.create("age");
    for (int i = 0; i < files.length; i++) {
      age.append(10 * i);
      height.append(i + 0.5);
    }
    return Table.create("people", StringColumn.create("file", files), age, height);
  }

  private NumberSet read(Table table) {
    return NumberSet.of(table, "file", BOTH, folder);
  }

  /** What is no image is left out with its numbers; the others keep theirs. */
  @Test
  void eachImageHasItsOwnNumbers() {
    NumberSet set = read(table("c.png", "no.png", "a.png", "b.png"));
    assertEquals(3, set.size());
    assertEquals(List.of("c.png", "a.png", "b.png"), set.table().stringColumn(0).asList());
    assertArrayEquals(new double[] {0, 20, 30}, set.numbers().column(0));
    assertArrayEquals(new double[] {0.5, 2.5, 3.5}, set.numbers().column(1));
    assertEquals(1, set.rejected().rowCount());
    assertEquals(
        "3 images with age, height; 1 left out, see rejected(): no.png (not an image)",
        set.toString());
  }

  /** Equal rows are one row; a file that is listed twice with the same numbers is taken once. */
  @Test
  void aFileIsTakenOnce() {
    Table table = table("a.png", "b.png", "a.png");
    table.intColumn("age").set(2, 0);
    table.doubleColumn("height").set(2, 0.5);
    NumberSet set = read(table);
    assertEquals(2, set.size());
    assertEquals("listed in row 1 already", set.rejected().stringColumn("reason").get(0));
    table.doubleColumn("height").set(2, 9);
    refused("a.png is of class \"[0.0, 0.5]\" in row 1 and of \"[0.0, 9.0]\" in row 3", table);
  }

  @Test
  void partsKeepThemToo() {
    NumberSet set = read(table("c.png", "a.png", "b.png"));
    Answered.Parts<NumberSet> parts = set.split(0.7, 1);
    assertEquals(3, parts.train().size() + parts.validation().size());
    for (NumberSet part : List.of(parts.train(), parts.validation(), set.take(2, 5))) {
      for (int i = 0; i < part.size(); i++) {
        int row = List.of("c.png", "a.png", "b.png").indexOf(part.images().id(i));
        assertEquals(10.0 * row, part.numbers().column(0)[i]);
      }
    }
  }

  @Test
  void whatIsWrongIsNamed() {
    Table missing = table("c.png", "a.png");
    missing.doubleColumn("height").setMissing(1);
    refused("\"height\" is missing in row 2", missing);
    Table words = Table.create("people", StringColumn.create("file", "c.png"));
    refused("no column \"age\" in the table \"people\", which has file", words);
    words.addColumns(StringColumn.create("age", "old"));
    refused("column \"age\" is of STRING, must be numbers", words);
    Table infinite = table("c.png");
    infinite.doubleColumn("height").set(0, Double.POSITIVE_INFINITY);
    refused("\"height\" in row 1 is Infinity, must be a finite number", infinite);
    assertEquals(
        "3 images have 1 rows of numbers; each needs one",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    NumberSet.of(
                        read(table("c.png", "a.png", "b.png")).images(),
                        new Numbers(List.of("age"), new float[1][1])))
            .getMessage());
    assertEquals(
        "images with numbers cannot be joined; join the images, then give all their numbers",
        assertThrows(
                IllegalArgumentException.class,
                () -> {
                  ImageSet images = read(table("c.png", "a.png")).images();
                  images.join(images);
                })
            .getMessage());
  }

  private void refused(String message, Table table) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> read(table)).getMessage());
  }

  /** Means 2 and 10, deviations √(8/3) and 1, since the second never varies. */
  @Test
  void theScaleIsThatOfTheNumbers() {
    Scale scale = Scale.of(new Numbers(BOTH, new float[][] {{0, 10}, {2, 10}, {4, 10}}));
    assertEquals(List.of(2.0, 10.0), scale.means());
    assertEquals(List.of(Math.sqrt(8 / 3.0), 1.0), scale.deviations());
  }
}
