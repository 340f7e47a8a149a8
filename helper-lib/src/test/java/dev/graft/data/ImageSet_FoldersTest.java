package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** What people's folders look like. */
class ImageSet_FoldersTest {
  @TempDir Path folder;

  private void classes(String split, String... names) {
    for (String name : names) {
      Fixtures.images(folder.resolve(split), name, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "train, val, test",
    "Training, Validation, Testing",
    "training_set, valid_set, test_set",
    "TRAIN, VALID, TEST",
    "train_images, val-images, test images",
    "images_train, images_dev, images_holdout",
    "train2017, val2017, test2017",
    "seg_train, seg_val, seg_test",
    "asl_alphabet_train, asl_alphabet_valid, asl_alphabet_test",
    "TrainSet, DevSet, HeldOut",
    "trn, val, tst",
    "training, evaluation, test",
    "training, validation, evaluation",
    "train, publictest, PrivateTest",
  })
  void tellsSplitsByTheirNames(String train, String validation, String test) {
    classes(train, "ants", "bees", "wasps");
    classes(validation, "ants", "bees");
    classes(test, "wasps");
    Splits data = ImageSet.splits(folder);
    assertEquals(
        "3 train, 2 validation and 1 test images of ants, bees, wasps", withoutDuplicates(data));
    assertEquals(List.of("ants", "bees", "wasps"), data.test().classes());
    assertEquals(test + "/wasps/0.png", data.test().id(0));
    assertEquals(2, data.test().label(0));
    assertMessage("splits not classes; use ImageSet.splits(path)", () -> ImageSet.of(folder));
  }

  private static String withoutDuplicates(Splits data) {
    return data.toString().replaceFirst("; \\d image.*", "");
  }

  @ParameterizedTest
  @CsvSource({"training_set, test_set", "asl_alphabet_train, asl_alphabet_test", "val, test"})
  void whatHasSplitsIsNeverReadAsClasses(String one, String two) {
    classes(one, "ants", "bees");
    classes(two, "ants", "bees");
    assertMessage("splits not classes", () -> ImageSet.of(folder));
  }

  @Test
  void goesIntoAFolderOfTheSameNameAsArchivesHaveThem() {
    classes("training_set/training_set", "ants", "bees");
    classes("test_set/test_set", "ants");
    assertEquals("training_set/training_set/ants/0.png", ImageSet.splits(folder).train().id(0));
    assertEquals("test_set/test_set/ants/0.png", ImageSet.splits(folder).test().id(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unlabelled", "Unlabeled", "unsup", "predict", "seg_pred", "test"})
  void imagesWithoutLabelsAreSaidAndNotTrainedOn(String name) {
    classes(name.startsWith("seg") ? "seg_train" : "train", "ants", "bees");
    Fixtures.images(folder, name, 2);
    Splits data = ImageSet.splits(folder);
    assertEquals(2, data.train().size());
    assertEquals(List.of(""), data.unlabelled().classes());
    assertEquals(List.of(name + "/0.png", name + "/1.png"), ids(data.unlabelled()));
    assertTrue(
        data.toString().contains("of ants, bees; 2 without labels, unlabelled()"), data.toString());
    assertThrows(IllegalStateException.class, data::test);
    assertMessage("splits not classes", () -> ImageSet.of(folder));
  }

  @Test
  void imagesWithoutLabelsBesideClassesAreNoClass() {
    classes(".", "ants", "bees", "unlabelled");
    ImageSet images = ImageSet.of(folder);
    assertEquals(List.of("ants", "bees"), images.classes());
    assertEquals("unlabelled: a folder of images without labels", first(images.rejected()));
    assertEquals(3, ImageSet.of(folder, List.of("ants", "bees", "unlabelled")).size());
  }

  @Test
  void aFolderOfNoSplitIsSaid() {
    classes("train", "ants", "bees");
    classes("test", "ants", "bees");
    classes("extra", "ants", "bees");
    assertMessage("splits not classes", () -> ImageSet.of(folder));
    Splits data = ImageSet.splits(folder);
    assertEquals("extra: a folder of no split", first(data.rejected()));
    classes("Test", "ants", "bees");
    assertMessage(
        "Test, test in "
            + folder
            + " are all for test; read the one that is meant with"
            + " ImageSet.of(path.resolve(\"Test\"))",
        () -> ImageSet.splits(folder));
  }

  @Test
  void asksWhichFoldersAreTheClasses() {
    classes("photo", "ants", "bees");
    classes("cartoon", "ants", "bees");
    assertMessage(
        "the folders of "
            + folder
            + " have folders of the same names, ants, bees; which are the classes? these:"
            + " ImageSet.of(path.resolve(\"cartoon\")) and so on; or cartoon, photo:"
            + " ImageSet.of(path, List.of(\"cartoon\", …))",
        () -> ImageSet.of(folder));
    assertEquals(
        List.of("photo", "cartoon"), ImageSet.of(folder, List.of("photo", "cartoon")).classes());
    Fixtures.images(folder, "sketch", 1);
    assertMessage("which are the classes?", () -> ImageSet.of(folder));
  }

  @Test
  void classesMayHaveFoldersOfTheirOwn() {
    Fixtures.images(folder.resolve("ants"), "images", 1);
    Fixtures.images(folder.resolve("bees"), "images", 1);
    assertEquals(2, ImageSet.of(folder).size());
    Fixtures.images(folder.resolve("ants"), "crops", 1);
    Fixtures.images(folder.resolve("bees"), "crops", 1);
    Fixtures.images(folder, "ants", 1);
    Fixtures.images(folder, "bees", 1);
    assertEquals(6, ImageSet.of(folder).size());
  }

  /** As an archive of a folder is unpacked into a folder of its name. */
  @Test
  void looksIntoAnOnlyFolder() {
    classes("photos", "ants", "bees");
    assertMessage(
        "only one class, \"photos\", in "
            + folder
            + "; at least 2 are needed; is it path.resolve(\"photos\"), which has ants, bees?",
        () -> ImageSet.of(folder));
  }

  /** A class of trains among other vehicles. */
  @Test
  void aClassMayBeNamedAsASplit() {
    classes(".", "train", "plane", "test");
    assertEquals(List.of("plane", "test", "train"), ImageSet.of(folder).classes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__MACOSX",
        "@eaDir",
        ".ipynb_checkpoints",
        "$RECYCLE.BIN",
        "System Volume Information",
        "lost+found",
        "#recycle",
        ".thumbnails",
        ".git",
        "__pycache__",
        "@tmp"
      })
  void passesOverWhatSystemsLeaveBehind(String name) {
    classes(".", "ants", "bees", name);
    Fixtures.images(folder.resolve("ants"), name, 1);
    Fixtures.images(folder.resolve("ants/deeper"), name.toLowerCase(Locale.ROOT), 1);
    ImageSet images = ImageSet.of(folder);
    assertEquals(List.of("ants/0.png", "bees/0.png"), ids(images));
    assertTrue(images.rejected().isEmpty());
  }

  @Test
  void passesOverTheirFiles() {
    classes(".", "ants", "bees");
    for (String name :
        List.of(".DS_Store", "Thumbs.db", "desktop.ini", "._0.jpg", "0.png:Zone.Identifier")) {
      Fixtures.file(folder.resolve("ants").resolve(name), new byte[20]);
    }
    Fixtures.file(folder.resolve("README.md"), new byte[20]);
    assertEquals("2 images of ants, bees", ImageSet.of(folder).toString());
  }

  @Test
  void anImageBesideTheClassesIsSaid() {
    classes(".", "ants", "bees");
    Fixtures.file(folder.resolve("lost.png"), Fixtures.encoded(Fixtures.quadrants(8, 8), "png"));
    assertEquals(
        "2 images of ants, bees; 1 left out, see rejected(): lost.png (in no folder of a class)",
        ImageSet.of(folder).toString());
  }

  @Test
  void followsLinksAndReadsEachFolderOnce(@TempDir Path elsewhere) throws IOException {
    Fixtures.images(elsewhere, "wings", 2);
    Fixtures.images(elsewhere, "bees", 1);
    classes(".", "ants");
    Files.createSymbolicLink(folder.resolve("bees"), elsewhere.resolve("bees"));
    Files.createSymbolicLink(folder.resolve("ants/more"), elsewhere.resolve("wings"));
    Files.createSymbolicLink(folder.resolve("ants/again"), elsewhere.resolve("wings"));
    Files.createSymbolicLink(folder.resolve("ants/one.png"), elsewhere.resolve("bees/0.png"));
    assertEquals(
        List.of("ants/0.png", "ants/again/0.png", "ants/again/1.png", "ants/one.png", "bees/0.png"),
        ids(ImageSet.of(folder)));
  }

  @Test
  void findsLoops() throws IOException {
    classes(".", "ants", "bees");
    Files.createSymbolicLink(folder.resolve("ants/all"), folder);
    Files.createSymbolicLink(folder.resolve("ants/self"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("ants/gone.png"), folder.resolve("nothing"));
    Files.createSymbolicLink(folder.resolve("ants/knot"), folder.resolve("ants/knot"));
    ImageSet images = ImageSet.of(folder);
    assertEquals(List.of("ants/0.png", "bees/0.png"), ids(images));
    List<String> reasons =
        images.rejected().stream()
            .map(row -> row.getString("file") + ": " + row.getString("reason"))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "ants/all: a link to a folder that it lies in",
            "ants/gone.png: a link to nothing",
            "ants/knot: a link to nothing",
            "ants/self: a link to a folder that it lies in"),
        reasons);
    assertThrows(UnreadableImageException.class, () -> ImageSet.of(folder, Unreadable.FATAL));
    Files.createSymbolicLink(folder.resolve("wasps"), Path.of("."));
    assertMessage(
        "class \"wasps\" has no images in "
            + folder.resolve("wasps")
            + "; 1 unreadable, the first: wasps (a link to a folder that it lies in)",
        () -> ImageSet.of(folder));
  }

  /** Twenty folders with two links to the next: a million ways to the last. */
  @Test
  void manyLinksToOneFolderCostNoMoreThanTheFolder() throws IOException {
    classes(".", "ants", "bees");
    for (int i = 0; i < 20; i++) {
      Path here = Files.createDirectories(folder.resolve("chain/" + i));
      Files.createSymbolicLink(here.resolve("a"), folder.resolve("chain/" + (i + 1)));
      Files.createSymbolicLink(here.resolve("b"), folder.resolve("chain/" + (i + 1)));
    }
    Fixtures.images(folder.resolve("chain"), "20", 1);
    Files.createSymbolicLink(folder.resolve("ants/chain"), folder.resolve("chain/0"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.createSymbolicLink(data.resolve("ants"), folder.resolve("ants"));
    Files.createSymbolicLink(data.resolve("bees"), folder.resolve("bees"));
    assertEquals(3, ImageSet.of(data).size());
  }

  @Test
  void namesEqualButForUnicodesFormAreEqual() {
    String composed = "Größe";
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    classes("train", composed, "klein");
    classes("val", decomposed, "klein");
    Splits data = ImageSet.splits(folder);
    assertEquals(List.of(composed, "klein"), data.classes());
    assertEquals(0, data.validation().label(0));
    assertEquals("val/" + composed + "/0.png", data.validation().id(0));
    ImageSet known = ImageSet.of(folder.resolve("train"), List.of("klein", decomposed));
    assertEquals(List.of("klein", decomposed), known.classes());
    assertEquals(2, known.size());
    assertEquals(known.classes(), data.train().classes(known.classes()).classes());
    classes("train", decomposed);
    assertEquals(3, ImageSet.of(folder.resolve("train")).size(), "one class, two folders");
  }

  @Test
  void readsTheClassesOfAModel() {
    classes(".", "bees", "wasps");
    ImageSet images = ImageSet.of(folder, List.of("wasps", "ants", "bees"));
    assertEquals(List.of("wasps", "ants", "bees"), images.classes());
    assertEquals(List.of("wasps/0.png", "bees/0.png"), ids(images));
    assertEquals(2, images.label(1));
    assertEquals(List.of(1, 0, 1), images.counts().intColumn("images").asList());
    assertMessage(
        "class \"wasps\" is in " + folder + " but not among ants, bees",
        () -> ImageSet.of(folder, List.of("ants", "bees")));
    assertMessage(
        "classes is [ants, ants], must be different names",
        () -> ImageSet.of(folder, List.of("ants", "ants")));
    assertMessage(
        "no images of ants, bees in " + folder.resolve("wasps"),
        () -> ImageSet.of(folder.resolve("wasps"), List.of("ants", "bees")));
    Fixtures.images(folder, "bees", 2);
    Fixtures.images(folder, "wasps", 2);
    Splits halves = ImageSet.of(folder, images.classes()).split(0.5, 1);
    assertEquals(List.of(1, 0, 1), halves.train().counts().intColumn("images").asList());
  }

  @Test
  void readsAnArchive() throws IOException {
    Path zip = folder.resolve("photos.zip");
    try (FileSystem archive =
        FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
      Fixtures.images(archive.getPath("/train"), "ants", 1);
      Fixtures.images(archive.getPath("/train"), "bées", 2);
      Fixtures.images(archive.getPath("/test"), "ants", 1);
    }
    ImageSet images;
    try (FileSystem archive = FileSystems.newFileSystem(zip)) {
      images = ImageSet.of(archive.getPath("/train"));
      assertEquals(List.of("ants/0.png", "bées/0.png", "bées/1.png"), ids(images));
      assertEquals(20, images.image(2).getWidth());
      assertEquals("3 images of ants, bées", images.toString());
      assertEquals(1, ImageSet.splits(archive.getPath("/")).test().size());
      assertEquals(images.key(0), images.key(0));
    }
    assertEquals("3 images of ants, bées", images.toString());
    assertEquals(
        "image is not readable: ants/0.png (no such file, or not readable)",
        assertThrows(RuntimeException.class, () -> images.image(0)).getMessage());
  }

  private static String first(Table rejected) {
    return rejected.getString(0, "file") + ": " + rejected.getString(0, "reason");
  }

  private static List<String> ids(ImageSet images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).toList();
  }

  private static void assertMessage(String part, Runnable call) {
    String message = assertThrows(RuntimeException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
