package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Labels from lists and tables. */
class ImageSet_LabelsTest {
  @TempDir Path folder;

  @BeforeEach
  void fourPhotos() {
    Fixtures.images(folder, "all", 4);
  }

  private Path photo(int i) {
    return folder.resolve("all/" + i + ".png");
  }

  private ImageSet labelled(String... labels) {
    List<Path> files = IntStream.range(0, labels.length).mapToObj(this::photo).toList();
    return ImageSet.of(files, Arrays.asList(labels));
  }

  private static Table table(List<String> files, String... labels) {
    return Table.create(
        "labels", StringColumn.create("file", files), StringColumn.create("label", labels));
  }

  @Test
  void takesFilesAndTheirLabels() {
    ImageSet images = labelled("wasps", "ants", " wasps ", "bees");
    assertEquals(List.of("ants", "bees", "wasps"), images.classes());
    assertEquals(List.of(2, 0, 2, 1), labels(images));
    assertEquals(photo(1).toString(), images.id(1));
    assertEquals(20, images.image(3).getWidth());
    assertEquals("4 images of ants, bees, wasps", images.toString());
  }

  @Test
  void readsATableOfPathsBelowAFolder() {
    Table table = table(List.of("all/3.png", "all\\1.png", photo(0).toString()), "b", "a", "b");
    ImageSet images = ImageSet.of(table, "file", "label", folder);
    assertEquals("all/3.png", images.id(0));
    assertEquals("all/1.png", images.id(1));
    assertEquals(List.of(1, 0, 1), labels(images));
    assertMessage(
        "none of the 3 files listed is there as an image, the first: all/7.png (no such file, or"
            + " not readable)",
        () ->
            ImageSet.of(
                table(List.of("all/7.png", "all/8.png", "x"), "a", "b", "b"), "file", "label"));
    assertMessage(
        "no column \"class\" in the table \"labels\", which has file, label",
        () -> ImageSet.of(table, "file", "class"));
  }

  /** A label of ten is behind one of nine, as its number in the head's output is. */
  @Test
  void numbersAreSortedAsNumbers() {
    List<String> files = List.of("0.png", "1.png", "2.png", "3.png");
    StringColumn names = StringColumn.create("file", files);
    Table whole = Table.create("t", names, IntColumn.create("label", new int[] {10, 9, 9, 10}));
    ImageSet images = ImageSet.of(whole, "file", "label", folder.resolve("all"));
    assertEquals(List.of("9", "10"), images.classes());
    assertEquals(List.of(1, 0, 0, 1), labels(images));
    double[] read = {10, 9, 9, 10};
    Table doubles = Table.create("t", names, DoubleColumn.create("label", read));
    assertEquals(
        images.classes(), ImageSet.of(doubles, "file", "label", folder.resolve("all")).classes());
    Table truths =
        Table.create("t", names, BooleanColumn.create("label", true, false, true, false));
    assertEquals(
        List.of("false", "true"),
        ImageSet.of(truths, "file", "label", folder.resolve("all")).classes());
    read[2] = 0.5;
    assertMessage(
        "label in row 3 is 0.5; classes are words or whole numbers",
        () ->
            ImageSet.of(
                Table.create("t", names, DoubleColumn.create("label", read)), "file", "label"));
  }

  @Test
  void everyRowNeedsAFileAndALabel() {
    assertMessage(
        "no label in row 2 (" + photo(1) + "); images without labels are for Unlabelled.of(files)",
        () -> labelled("ants", " ", "bees"));
    assertMessage(
        "no label in row 2 (" + photo(1) + "); images without labels are for Unlabelled.of(files)",
        () -> labelled("ants", null, "bees"));
    IntColumn numbers = IntColumn.create("label", new Integer[] {1, null});
    Table table = Table.create("t", StringColumn.create("file", "a.png", "b.png"), numbers);
    assertMessage(
        "no label in row 2 (b.png); images without labels are for Unlabelled.of(files)",
        () -> ImageSet.of(table, "file", "label"));
    assertMessage(
        "no file in row 1 of \"file\"",
        () -> ImageSet.of(table(List.of("", "b.png"), "a", "b"), "file", "label"));
    assertMessage(
        "1 files and 2 labels; each file needs one",
        () -> ImageSet.of(List.of(photo(0)), List.of("a", "b")));
    assertMessage(
        "no files are listed; at least 1 is needed", () -> ImageSet.of(List.of(), List.of()));
  }

  @Test
  void whatIsMissingOrListedTwiceIsLeftOut() {
    List<Path> files =
        new ArrayList<>(List.of(photo(0), photo(1), folder.resolve("all/../all/0.png")));
    files.add(folder.resolve("gone.png"));
    ImageSet images = ImageSet.of(files, List.of("a", "b", "a", "b"));
    assertEquals(2, images.size());
    assertEquals(
        List.of("listed in row 1 already", "no such file, or not readable"),
        images.rejected().stringColumn("reason").asList());
    assertMessage(
        photo(0) + " is of class \"a\" in row 1 and of \"b\" in row 2",
        () -> ImageSet.of(List.of(photo(0), photo(0)), List.of("a", "b")));
  }

  @Test
  void namesEqualButForUnicodesFormAreEqual() {
    String composed = "Bär";
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    Fixtures.images(folder.resolve(decomposed), decomposed, 2);
    List<String> files = List.of(composed + "/" + composed + "/0.png", "all/1.png", "all/2.png");
    ImageSet images =
        ImageSet.of(table(files, composed, decomposed, "Elch"), "file", "label", folder);
    assertEquals(List.of(composed, "Elch"), images.classes());
    assertEquals(List.of(0, 0, 1), labels(images));
    assertEquals(files.get(0), images.id(0));
  }

  /** A test list with one class of a model's three. */
  @Test
  void labelsAreSortedIntoAModelsClasses() {
    ImageSet images = labelled("bees", "bees").classes(List.of("wasps", "bees", "ants"));
    assertEquals(List.of("wasps", "bees", "ants"), images.classes());
    assertEquals(List.of(1, 1), labels(images));
    assertMessage(
        photo(0) + " is of class \"bees\", not among ants, wasps",
        () -> images.classes(List.of("ants", "wasps")));
  }

  private static List<Integer> labels(ImageSet images) {
    return IntStream.range(0, images.size()).mapToObj(images::label).toList();
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(RuntimeException.class, call::run).getMessage());
  }
}
