package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.pixels.Rgb;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageSet_ChoosingTest {
  private static final ImageSet IMAGES = images(7, 12);

  @Test
  void takesEquallyManyOfEveryClass() {
    ImageSet five = IMAGES.perClass(5, 1);
    assertEquals(List.of(5, 5), counts(five));
    assertEquals(ids(five), ids(IMAGES.perClass(5, 1)));
    assertNotEquals(ids(five), ids(IMAGES.perClass(5, 2)));
    for (int n = 1; n < 7; n++) {
      assertTrue(ids(IMAGES.perClass(n + 1, 1)).containsAll(ids(IMAGES.perClass(n, 1))));
    }
    assertMessage(
        "class \"ants\" has 7 images, fewer than the 8 wanted of each",
        () -> IMAGES.perClass(8, 1));
    assertMessage("images per class is 0, must be at least 1", () -> IMAGES.perClass(0, 1));
  }

  @Test
  void thinsOneClass() {
    ImageSet thin = IMAGES.thin("bees", 0.25, 1);
    assertEquals(List.of(7, 3), counts(thin));
    assertEquals(List.of("ants", "bees"), thin.classes());
    assertTrue(ids(IMAGES).containsAll(ids(thin)));
    assertEquals(ids(thin), ids(IMAGES.thin("bees", 0.25, 1)));
    assertNotEquals(ids(thin), ids(IMAGES.thin("bees", 0.25, 2)));
    assertEquals(List.of(1, 12), counts(IMAGES.thin("ants", 0.001, 1)));
    assertEquals(ids(IMAGES), ids(IMAGES.thin("ants", 1, 1)));
    assertMessage("no class \"wasps\"; there are ants, bees", () -> IMAGES.thin("wasps", 0.5, 1));
    assertMessage("share is 0.0, must be above 0 and at most 1", () -> IMAGES.thin("ants", 0, 1));
    assertMessage("share is 1.5, must be above 0 and at most 1", () -> IMAGES.thin("ants", 1.5, 1));
  }

  @Test
  void dividesIntoFoldsClassByClass() {
    List<Splits> folds = IMAGES.folds(5, 1);
    List<String> held = new ArrayList<>();
    List<List<Integer>> counts = new ArrayList<>();
    for (Splits fold : folds) {
      counts.add(counts(fold.validation()));
      held.addAll(ids(fold.validation()));
      List<String> both = new ArrayList<>(ids(fold.train()));
      assertTrue(Collections.disjoint(both, ids(fold.validation())));
      both.addAll(ids(fold.validation()));
      assertEquals(sorted(ids(IMAGES)), sorted(both));
      assertThrows(IllegalStateException.class, fold::test);
    }
    assertEquals(
        List.of(List.of(2, 2), List.of(2, 2), List.of(1, 3), List.of(1, 3), List.of(1, 2)), counts);
    assertEquals(sorted(ids(IMAGES)), sorted(held));
    assertEquals(ids(folds.get(3).train()), ids(IMAGES.folds(5, 1).get(3).train()));
    assertFalse(ids(folds.get(3).train()).equals(ids(IMAGES.folds(5, 2).get(3).train())));
    for (Splits fold : IMAGES.folds(7, 1)) {
      assertEquals(1, counts(fold.validation()).get(0), "seven ants, one a fold");
    }
    assertMessage("folds is 1, must be at least 2", () -> IMAGES.folds(1, 1));
    assertMessage("class \"ants\" has 7 images, too few for 8 folds", () -> IMAGES.folds(8, 1));
  }

  @Test
  void filtersByNameAndClass() {
    ImageSet some = IMAGES.filter((file, label) -> label.equals("bees") && !file.endsWith("9"));
    assertEquals(List.of(0, 11), counts(some));
    assertEquals(List.of("ants", "bees"), some.classes());
    assertEquals(List.of("bees"), some.classes(List.of("bees")).classes());
    assertEquals("bees/7", some.id(0));
    assertEquals(List.of(0, 3), counts(some.split(0.7, 1).validation()), "nothing of nothing");
    assertEquals(List.of(0, 5), counts(some.folds(2, 1).get(0).train()));
  }

  @Test
  void joinsByTheNamesOfTheClasses() {
    ImageSet wasps =
        new ImageSet(
            List.of("wasps", "bees"),
            List.of(picture("w"), picture("b")),
            List.of(0, 1),
            List.of(new Rejection("x", "empty file")));
    ImageSet all = IMAGES.join(wasps);
    assertEquals(List.of("ants", "bees", "wasps"), all.classes());
    assertEquals(List.of(7, 13, 1), counts(all));
    assertEquals("w", all.id(19));
    assertEquals("b", all.id(20));
    assertEquals(1, all.rejected().rowCount());
    assertEquals(1, all.join(wasps).rejected().rowCount());
    ImageSet unknown = new ImageSet(List.of(""), List.of(picture("u")), List.of(0), List.of());
    assertMessage(
        "one set has labels and the other has none: " + IMAGES + " and 1 images without labels",
        () -> IMAGES.join(unknown));
  }

  @Test
  void subtractsWhatIsEqual() {
    ImageSet some = IMAGES.take(5, 1);
    assertEquals(
        ids(IMAGES).stream().filter(id -> !ids(some).contains(id)).toList(),
        ids(IMAGES.subtract(some)));
    assertEquals(List.of("ants", "bees"), IMAGES.subtract(IMAGES).classes());
    assertEquals(0, IMAGES.subtract(IMAGES).size());
    ImageSet renamed =
        new ImageSet(
            List.of("x"),
            List.of(new HeldPicture("other", "ants/3", Rgb.image(2, 2))),
            List.of(0),
            List.of());
    assertEquals(18, IMAGES.subtract(renamed).size());
    assertFalse(ids(IMAGES.subtract(renamed)).contains("ants/3"));
  }

  private static Picture picture(String id) {
    return new HeldPicture(id, id, Rgb.image(2, 2));
  }

  private static ImageSet images(int ants, int bees) {
    List<Picture> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ants + bees; i++) {
      pictures.add(picture((i < ants ? "ants/" : "bees/") + i));
      labels.add(i < ants ? 0 : 1);
    }
    return new ImageSet(List.of("ants", "bees"), pictures, labels, List.of());
  }

  private static List<Integer> counts(ImageSet images) {
    return images.counts().intColumn("images").asList();
  }

  private static List<String> ids(ImageSet images) {
    return IntStream.range(0, images.size()).mapToObj(images::id).toList();
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().toList();
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(RuntimeException.class, call::run).getMessage());
  }
}
