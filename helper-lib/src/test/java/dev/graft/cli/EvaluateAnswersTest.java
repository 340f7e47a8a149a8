package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.Backbone;
import dev.graft.Decoder;
import dev.graft.Head;
import dev.graft.Reviews;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.MaskSet;
import dev.graft.data.Numbers;
import dev.graft.data.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code evaluate} says of models whose answers are no classes is what the verb says. */
class EvaluateAnswersTest {
  private static final ImageSet PHOTOS = Samples.garden(2, 1).train();
  private static final int SIDE = 8;

  @TempDir private static Path folder;

  @BeforeAll
  static void photos() throws IOException {
    for (int i = 0; i < PHOTOS.size(); i++) {
      write(PHOTOS.image(i), "data/images/" + i + ".png");
      write(mask(PHOTOS.image(i), i), "data/masks/" + i + ".png");
    }
  }

  private static void write(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  /** The left of a photo is of the class 1, the rest of 0, a corner of none. */
  private static BufferedImage mask(BufferedImage photo, int left) {
    var mask = new BufferedImage(photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < mask.getHeight(); y++) {
      for (int x = 0; x < mask.getWidth(); x++) {
        int value = x < SIDE + left ? 1 : 0;
        mask.getRaster().setSample(x, y, 0, x < 2 && y < 2 ? 7 : value);
      }
    }
    return mask;
  }

  private static String saved(String name, Head head) {
    Path to = folder.resolve(name);
    try (TransferModel model = Backbone.MOBILENET_V1_025.size(64).untrained(3)) {
      Transfer.replaceHead(model, head);
      model.save(to);
    }
    return to.toString();
  }

  private static String table(String name, String... lines) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    Files.write(file, List.of(lines));
    return file.toString();
  }

  private static JsonNode measured(String... arguments) throws IOException {
    Run run = Run.of(arguments);
    assertEquals(0, run.status(), run.err());
    return new ObjectMapper().readTree(run.out());
  }

  private static void refused(String expected, String... arguments) {
    Run run = Run.of(arguments);
    assertEquals(2, run.status(), run.out());
    assertEquals("graft: " + expected + "\n", run.err());
  }

  @Test
  void everyHeadHasARow() {
    assertEquals(Set.of(Head.Output.values()), MeasuredKind.TABLE.keySet());
  }

  @Test
  void tagsInAColumnOrInOneForEach() throws IOException {
    String model = saved("tags", Head.multiLabel(List.of("red", "round")));
    String listed =
        table(
            "listed.csv", "file,tags", "images/0.png,red;round", "images/1.png,;", "gone.png,red");
    String each =
        table("each.csv", "file,round,red", "images/0.png,1,true", "images/1.png,0,false");
    JsonNode first = measured("evaluate", model, listed, "--json");
    JsonNode second = measured("evaluate", model, each, "--json");
    assertEquals("tags", first.get("answer").asText());
    assertEquals(2, first.get("images").asInt());
    assertEquals(1, first.get("left_out").asInt());
    assertEquals(second.get("figures"), first.get("figures"));
    assertEquals(second.get("loss"), first.get("loss"));
    JsonNode recall = first.get("figures").get("recall of red");
    assertTrue(recall.get("low").asDouble() < recall.get("high").asDouble(), recall + "");

    Run spoken = Run.of("evaluate", model, listed);
    assertTrue(spoken.out().contains("macro F1"), spoken.out());
    assertTrue(
        spoken.err().contains("graft: 1 file was left out, the first: gone.png ("), spoken.err());

    refused(
        "row 1 has the tag \"blue\", not among red, round",
        "evaluate",
        model,
        table("blue.csv", "file,tags", "images/0.png,blue"));
    refused(
        "\"red\" in row 1 of two.csv is \"2\", must be 0 or 1",
        "evaluate",
        model,
        table("two.csv", "file,red,round", "images/0.png,2,0"));
    refused(
        "--label: no column \"tags\" in none.csv, no column for each of red, round; it has file,"
            + " red",
        "evaluate",
        model,
        table("none.csv", "file,red", "images/0.png,1"));
    refused(
        folder.resolve("data")
            + " is a folder; a model of tags is measured on a .csv or .tsv file of paths and tags",
        "evaluate",
        model,
        folder.resolve("data") + "");
  }

  @Test
  void numbersInColumnsOfTheirNames() throws IOException {
    Numbers known = new Numbers(List.of("grams", "legs"), new float[][] {{1, 6}, {3, 8}});
    String model = saved("numbers", Head.regressor(known));
    String table =
        table("numbers.csv", "legs,path,grams", "6,images/0.png,1.5", "8,images/1.png,-3e1");
    JsonNode result = measured("evaluate", model, table, "--json");
    assertEquals("numbers", result.get("answer").asText());
    JsonNode error = result.get("figures").get("mean absolute error of grams");
    try (TransferModel loaded = TransferModel.load(Path.of(model))) {
      Path images = folder.resolve("data/images");
      double first = Transfer.estimate(loaded, images.resolve("0.png")).value("grams");
      double second = Transfer.estimate(loaded, images.resolve("1.png")).value("grams");
      double expected = (Math.abs(first - 1.5) + Math.abs(second + 30)) / 2;
      assertEquals(expected, error.get("value").asDouble(), 1e-3);
    }
    assertTrue(error.get("low").asDouble() < error.get("value").asDouble(), error + "");
    refused(
        "\"grams\" in row 2 of words.csv is \"heavy\", must be a number",
        "evaluate",
        model,
        table("words.csv", "path,grams,legs", "images/0.png,1,1", "images/1.png,heavy,1"));
    refused(
        "no column \"legs\" in few.csv, which has path, grams",
        "evaluate",
        model,
        table("few.csv", "path,grams", "images/0.png,1"));
  }

  @Test
  void tagsAndNumbersOfTexts() throws IOException {
    Path letters = folder.resolve("letters");
    Path stars = folder.resolve("stars");
    try (TransferModel model = Reviews.reader()) {
      Transfer.replaceHead(model, Head.multiLabel(List.of("bill", "urgent")));
      model.save(letters);
      Numbers known = new Numbers(List.of("stars"), new float[][] {{1}, {5}});
      Transfer.replaceHead(model, Head.regressor(known));
      model.save(stars);
    }
    String listed =
        table("a.csv", "text,tags", "pay at once,bill;urgent", "nothing new,;", ",bill");
    String each = table("b.csv", "review,urgent,bill", "pay at once,1,1", "nothing new,0,0");
    JsonNode first = measured("evaluate", letters + "", listed, "--json");
    JsonNode second = measured("evaluate", letters + "", each, "--text", "review", "--json");
    assertEquals("tags", first.get("answer").asText());
    assertEquals(2, first.get("texts").asInt());
    assertEquals(1, first.get("left_out").asInt());
    assertEquals(second.get("figures"), first.get("figures"));
    refused(
        folder
            + " is a folder; a model of tags is measured on a .csv or .tsv file of texts and tags",
        "evaluate",
        letters + "",
        folder + "");

    String rated = table("stars.tsv", "text\tstars", "a \"fine\" film\t5", "a dull one\t1");
    JsonNode result = measured("evaluate", stars + "", rated, "--json");
    JsonNode error = result.get("figures").get("mean absolute error of stars");
    try (TransferModel loaded = TransferModel.load(stars)) {
      double fine = Transfer.estimate(loaded, "a \"fine\" film").value("stars");
      double dull = Transfer.estimate(loaded, "a dull one").value("stars");
      double expected = (Math.abs(fine - 5) + Math.abs(dull - 1)) / 2;
      assertEquals(expected, error.get("value").asDouble(), 1e-4);
      String lines = table("lines.txt", "a dull one", "a \"fine\" film");
      Run said = Run.of("predict", stars + "", lines, "--json");
      assertEquals(0, said.status(), said.err());
      JsonNode last = new ObjectMapper().readTree(said.out().lines().toList().get(1));
      assertEquals(fine, last.get("values").get("stars").asDouble(), 1e-4);
    }
  }

  @Test
  void masksInAFolderOrInATable() throws IOException {
    List<String> classes = List.of("leaf", "edge");
    String model = saved("masks", Head.segmenter(classes).decoder(Decoder.LIGHT));
    String data = folder.resolve("data") + "";
    JsonNode said = measured("evaluate", model, data, "--ignore", "7", "--json");
    assertEquals("masks", said.get("answer").asText());
    assertEquals(PHOTOS.size(), said.get("images").asInt());
    try (TransferModel loaded = TransferModel.load(Path.of(model))) {
      MaskSet set = MaskSet.of(folder.resolve("data"), classes).ignoring(7);
      var expected = Transfer.evaluate(loaded, set);
      JsonNode iou = said.get("figures").get("mean IoU");
      assertEquals(expected.meanIou(), iou.get("value").asDouble(), 1e-12);
      assertTrue(iou.get("low").asDouble() < iou.get("high").asDouble(), iou + "");
    }
    String table = table("masks.csv", "image,truth", "images/1.png,masks/1.png");
    JsonNode one = measured("evaluate", model, table, "--mask", "truth", "--ignore", "7", "--json");
    assertEquals(1, one.get("images").asInt());
    refused(
        "--mask: no column \"mask\" in masks.csv; it has image, truth", "evaluate", model, table);
    Run other = Run.of("evaluate", model, data);
    assertEquals(2, other.status());
    assertTrue(other.err().contains("7"), other.err());
    assertFalse(other.err().contains("\tat "), other.err());
  }
}
