package dev.graft.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.audit.Finding.Kind;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.data.Splits;
import dev.graft.evaluate.Features;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drawn photos with planted faults, and features that know each photo's true class from its name.
 */
class AuditTest {
  private static final int EACH = 20;

  @TempDir static Path root;
  @TempDir Path folder;

  @BeforeAll
  static void draw() throws IOException {
    ImageSet garden = Samples.garden(EACH, 1).train();
    for (int i = 0; i < garden.size(); i++) {
      Path file = root.resolve(garden.classes().get(garden.label(i))).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(garden.image(i), "png", file.toFile());
    }
  }

  /** Numbers for the true class, and noise that is the same for a photo and its copy. */
  private static Features known(ImageSet images) {
    List<String> ids = IntStream.range(0, images.size()).mapToObj(images::id).toList();
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    float[][] values = new float[images.size()][36];
    for (int i = 0; i < values.length; i++) {
      String file = ids.get(i).substring(ids.get(i).lastIndexOf('/') + 1);
      Random noise = new Random(file.replace("-copy", "").replaceAll("[.].*", "").hashCode());
      for (int k = 0; k < values[i].length; k++) {
        boolean own = file.startsWith(images.classes().get(k % images.classes().size()));
        values[i][k] = (float) ((own ? 2 : 0) + Math.abs(noise.nextGaussian()));
      }
    }
    return new Features(images.classes(), ids, labels, values);
  }

  private PlantedFaults faults(double flips, double copies) {
    return PlantedFaults.plant(
        ImageSet.of(root), root, folder, flips, PlantedFaults.Flips.UNIFORM, copies, 1);
  }

  private Audit audit() {
    return Audit.of(ImageSet.of(folder), AuditTest::known);
  }

  @Test
  void plantedFaultsAreFoundAndNoOthers() {
    PlantedFaults faults = faults(0.05, 0.1);
    Audit audit = audit();
    assertEquals(1, faults.duplicates(audit).precision(), audit::toString);
    assertTrue(faults.duplicates(audit).recall() >= 0.95, () -> faults.duplicates(audit) + "");
    assertEquals(1, faults.labels(audit).precision(), () -> faults.labels(audit) + "");
    assertTrue(faults.labels(audit).recall() >= 0.8, () -> faults.labels(audit) + "");
  }

  @Test
  void aSoundSetHasNoFindings() {
    faults(0, 0);
    Audit audit = audit();
    assertEquals(List.of(), audit.findings(), audit::toString);
    assertTrue(audit.toString().endsWith(": nothing found"), audit.toString());
  }

  @Test
  void withoutLeavesOneOfCopiesAndNoWrongLabel() {
    PlantedFaults faults = faults(0.05, 0.1);
    Audit audit = audit();
    ImageSet cleaned = ImageSet.of(folder).without(audit.findings());
    List<String> left = IntStream.range(0, cleaned.size()).mapToObj(cleaned::id).toList();
    for (Finding finding : audit.findings(Kind.LABEL)) {
      assertTrue(!left.contains(finding.files().get(0)), finding + "");
    }
    for (List<String> pair : faults.copies()) {
      boolean wrong = faults.flipped().containsAll(pair);
      assertEquals(wrong ? 0 : 1, pair.stream().filter(left::contains).count(), pair + "");
    }
  }

  @Test
  void theSamePictureInTrainAndValidationIsLeftOutOfTrain() throws IOException {
    for (String part : List.of("train", "val")) {
      for (String name : List.of("ant", "bee")) {
        Files.createDirectories(folder.resolve(part).resolve(name));
      }
    }
    List<Path> files = new ArrayList<>();
    try (var walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile).sorted().limit(12).forEach(files::add);
    }
    for (int i = 0; i < 12; i++) {
      String part = i < 8 ? "train/" : "val/";
      String name = i % 2 == 0 ? "ant" : "bee";
      Files.copy(files.get(i), folder.resolve(part + name + "/" + name + i + ".png"));
    }
    Spoiler.MIRROR.write(
        ImageIO.read(files.get(10).toFile()), folder.resolve("train/ant/ant-copy"), new Random(1));
    Splits splits = ImageSet.splits(folder);
    Audit audit = Audit.of(splits, AuditTest::known);
    Finding found = audit.findings(Kind.DUPLICATE).get(0);
    assertEquals("val/ant/ant10.png", found.files().get(0));
    assertEquals(
        "the same picture in validation and in train; leave it out of one", found.advice());
    assertEquals(8, splits.without(audit.findings()).train().size());
    assertEquals(4, splits.without(audit.findings()).validation().size());
    assertEquals(2, audit.findings(Kind.SMALL).size());
  }

  @Test
  void brokenTinyAndFewAreTold() throws IOException {
    faults(0, 0);
    Files.writeString(folder.resolve("ant/notes.jpg"), "no image");
    Path rare = Files.createDirectories(folder.resolve("wasp"));
    ImageIO.write(new BufferedImage(20, 200, 5), "png", rare.resolve("wasp.png").toFile());
    Audit audit = audit();
    Finding broken = audit.findings(Kind.BROKEN).get(0);
    assertEquals(List.of("ant/notes.jpg"), broken.files());
    assertEquals("left out: not an image; mend or delete it", broken.advice());
    assertTrue(audit.photo("ant/notes.jpg").isEmpty());
    assertTrue(audit.photo("wasp/wasp.png").isPresent());
    assertEquals(
        "20 x 200 is too small to show much; find a better one",
        audit.findings(Kind.SIZE).get(0).advice());
    assertEquals(
        "wasp has 1 of " + (6 * EACH + 1) + "; find more, or leave the class out",
        audit.findings(Kind.SMALL).get(0).advice());
    assertEquals(audit.findings().size(), audit.toTable().rowCount());
  }

  @Test
  void aBorderGivesAClassAway() throws IOException {
    faults(0, 0);
    try (var files = Files.list(folder.resolve("bee"))) {
      for (Path file : files.toList()) {
        BufferedImage image = ImageIO.read(file.toFile());
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.BLACK);
        int width = image.getWidth();
        for (int i = 0; i < width / 16; i++) {
          graphics.drawRect(i, i, width - 1 - 2 * i, image.getHeight() - 1 - 2 * i);
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
      }
    }
    List<Finding> found = audit().findings(Kind.SHORTCUT);
    assertEquals(1, found.size(), found + "");
    assertEquals(
        "bee is told by border alone; make the classes alike in it", found.get(0).advice());
    assertEquals("bee", found.get(0).labels().get(0));
    assertTrue(found.get(0).leftOut().isEmpty());
  }

  @Test
  void anInterruptStopsIt() {
    faults(0, 0);
    ImageSet images = ImageSet.of(folder);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> Audit.of(images, AuditTest::known));
    assertTrue(!Thread.interrupted());
  }
}
