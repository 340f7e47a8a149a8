package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of photos to a model, and what the other commands make of it. */
class TrainTest {
  private static final int EACH = 12;

  @TempDir static Path folder;
  private static Path photos;
  private static Path model;
  private static Run trained;

  @BeforeAll
  static void train() throws IOException {
    photos = folder.resolve("photos <b>");
    model = folder.resolve("model");
    ImageSet garden = Samples.garden(EACH, 1).train();
    for (int i = 0; i < garden.size(); i++) {
      Path file = photos.resolve(garden.classes().get(garden.label(i))).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(garden.image(i), "png", file.toFile());
    }
    Files.copy(photos.resolve("ant/0.png"), photos.resolve("ant/copy.png"));
    Files.writeString(photos.resolve("bee/broken.jpg"), "no image");
    trained = Run.of("train", photos + "", "--out", model + "", "--minutes", "1", "--epochs", "2");
  }

  private static Path photo(String name) {
    return photos.resolve(name);
  }

  private static JsonNode json(String line) throws IOException {
    return new ObjectMapper().readTree(line);
  }

  @Test
  void writesAModelAReportAndACard() throws IOException {
    assertEquals(0, trained.status(), trained.err());
    assertTrue(trained.out().contains("solved head on efficientnet_lite0: accuracy "));
    assertTrue(trained.out().contains("trained head at "), trained.out());
    assertTrue(Files.isRegularFile(model.resolve("model.safetensors")));
    String report = Files.readString(model.resolve("report.html"));
    assertTrue(report.contains("A classifier of photos &lt;b&gt;"), report.substring(0, 600));
    assertTrue(report.contains("bee/broken.jpg"));
    assertTrue(report.contains("1 copies of photos were left out"));
    assertFalse(report.contains("<script"));
    assertFalse(report.contains("://"), "a report opens nothing else");
    String card = Files.readString(model.resolve("model-card.md"));
    assertTrue(card.startsWith("# A classifier of photos \\<b\\>\n"), card);
    assertTrue(card.contains("Classes: ant, "), card);
  }

  @Test
  void predictsAFileAFolderAndTheInput() throws IOException {
    Run run = Run.of("predict", model + "", photo("ant/0.png") + "", "--json", "--top", "2");
    assertEquals(0, run.status(), run.err());
    JsonNode answer = json(run.out());
    assertEquals(photo("ant/0.png") + "", answer.get("input").asText());
    assertEquals(2, answer.get("top").size());
    assertEquals(
        answer.get("probability").asDouble(),
        answer.get("top").get(answer.get("label").asText()).asDouble());

    List<String> all = Run.of("predict", model + "", photo("ant") + "").out().lines().toList();
    assertEquals(ImageSet.of(photos).counts().intColumn(1).get(0), all.size());
    assertTrue(all.get(0).startsWith(photo("ant/0.png") + "\t"), all.get(0));

    InputStream in = System.in;
    try {
      System.setIn(new ByteArrayInputStream(Files.readAllBytes(photo("ant/0.png"))));
      Run piped = Run.of("predict", model + "", "-");
      assertEquals(all.get(0).replace(photo("ant/0.png") + "", "-") + "\n", piped.out());
    } finally {
      System.setIn(in);
    }
  }

  @Test
  void whatCannotBeReadIsToldAndTheOthersGoOn() {
    String good = photo("ant/0.png") + "";
    String broken = photo("bee/broken.jpg") + "";
    Run run = Run.of("predict", model + "", broken, good, folder.resolve("none") + "", "--csv");
    assertEquals(1, run.status());
    List<String> lines = run.out().lines().toList();
    assertEquals("input,label,probability,error", lines.get(0));
    assertTrue(lines.get(1).startsWith(broken + ",,,"), lines.get(1));
    assertTrue(lines.get(1).contains("not an image"), lines.get(1));
    assertTrue(lines.get(2).startsWith(good + ","), lines.get(2));
    assertTrue(lines.get(2).endsWith(","), lines.get(2));
    assertTrue(lines.get(3).contains("no such file"), lines.get(3));
    assertEquals(4, lines.size());
  }

  @Test
  void measuresItOnAFolderAndExportsIt() throws IOException {
    Run run = Run.of("evaluate", model + "", photos + "", "--json");
    assertEquals(0, run.status(), run.err());
    JsonNode result = json(run.out());
    assertEquals(ImageSet.of(photos).size(), result.get("images").asInt());
    assertTrue(result.get("low").asDouble() <= result.get("accuracy").asDouble());
    assertTrue(result.get("accuracy").asDouble() > 0.5, run.out());
    Path onnx = folder.resolve("model.onnx");
    assertEquals(0, Run.of("export", model + "", "--onnx", onnx + "", "--photos").status());
    assertTrue(Files.size(onnx) > 1_000_000);
    Path features = folder.resolve("features.npy");
    Run written = Run.of("features", photos + "", "--out", features + "");
    assertEquals(0, written.status(), written.err());
    List<String> rows = Files.readAllLines(folder.resolve("features.csv"));
    assertEquals("input,label", rows.get(0));
    assertEquals("ant/0.png,ant", rows.get(1));
    assertEquals(rows.size() - 1, Npy.read(features).shape().get(0));
    Path parquet = folder.resolve("features.parquet");
    Run columns = Run.of("features", photos + "", "--out", parquet + "");
    assertEquals(0, columns.status(), columns.err());
    assertEquals(parquet + " (" + (rows.size() - 1) + ", 1280)\n", columns.out());
    assertTrue(Files.size(parquet) > (rows.size() - 1) * 1280L * Float.BYTES);
    Run other = Run.of("features", photos + "", "--out", folder.resolve("features.txt") + "");
    assertEquals(
        "graft: out is " + folder.resolve("features.txt") + ", must end in .npy or .parquet\n",
        other.err());
  }

  @Test
  void aTableOfPathsIsReadAsAFolderIs() throws IOException {
    Path table = photos.resolve("some.csv");
    Files.writeString(table, "file,kind\nant/0.png,ant\nant/1.png,bee\n");
    Run unnamed = Run.of("evaluate", model + "", table + "");
    assertEquals(2, unnamed.status());
    assertEquals("graft: --label: which column? some.csv has file, kind\n", unnamed.err());
    Run run = Run.of("evaluate", model + "", table + "", "--label", "kind", "--json");
    assertEquals(0, run.status(), run.err());
    assertEquals(2, json(run.out()).get("images").asInt());
  }

  @Test
  void refusesBeforeItBegins() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("letter.txt"), "mine");
    Run run = Run.of("train", photos + "", "--out", taken + "");
    assertEquals(2, run.status());
    assertEquals(
        "graft: " + taken + " exists and is no saved model; choose a new folder\n", run.err());
    assertEquals("mine", Files.readString(taken.resolve("letter.txt")));
    String out = folder.resolve("new") + "";
    assertEquals(2, Run.of("train", photos + "", "--out", out, "--minutes", "0").status());
    Run none = Run.of("train", folder.resolve("none") + "", "--out", out);
    assertEquals("graft: no such folder or table: " + folder.resolve("none") + "\n", none.err());
    Run texts = Run.of("train", photos + "", "--out", out, "--backbone", "minilm_l6");
    assertEquals("graft: minilm_l6 reads texts, the data is photos\n", texts.err());
  }
}
