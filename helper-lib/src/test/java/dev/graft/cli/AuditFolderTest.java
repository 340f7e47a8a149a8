package dev.graft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFolderTest {
  @TempDir Path folder;

  private void draw(String part) throws IOException {
    ImageSet garden = Samples.garden(2, 1).train();
    for (int i = 0; i < garden.size(); i++) {
      Path file = folder.resolve(part + garden.classes().get(garden.label(i))).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(garden.image(i), "png", file.toFile());
    }
  }

  private static List<JsonNode> objects(Run run) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      objects.add(new ObjectMapper().readTree(line));
    }
    return objects;
  }

  private static JsonNode first(List<JsonNode> objects, String kind) {
    return objects.stream()
        .filter(object -> object.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " in " + objects));
  }

  @Test
  void anObjectALineAndNothingElse() throws IOException {
    draw("");
    Files.copy(folder.resolve("ant/0.png"), folder.resolve("bee/copy.png"));
    Files.writeString(folder.resolve("ant/notes.jpg"), "no image");
    Run run = Run.of("audit", folder.toString(), "--json");
    assertEquals(0, run.status(), run.err());
    List<JsonNode> objects = objects(run);
    JsonNode copy = first(objects, "duplicate");
    assertEquals("[\"ant/0.png\",\"bee/copy.png\"]", copy.get("files") + "");
    assertEquals("[\"ant\",\"bee\"]", copy.get("labels") + "");
    assertEquals("ant", copy.get("label").asText());
    assertEquals(1, copy.get("score").asDouble());
    assertEquals("ant/notes.jpg", first(objects, "broken").get("files").get(0).asText());
    assertEquals("ant", first(objects, "small").get("label").asText());
  }

  @Test
  void splitsAreTold() throws IOException {
    draw("train/");
    draw("val/");
    Run run = Run.of("audit", folder.toString());
    assertEquals(0, run.status(), run.err());
    assertTrue(
        run.out()
            .contains(
                "duplicate 1.00  val/ant/0.png = train/ant/0.png:"
                    + " the same content in validation and in train; leave it out of one\n"),
        run.out());
  }

  @Test
  void whatCannotBeLookedAtIsOneSentence() throws IOException {
    Path missing = folder.resolve("missing");
    Run none = Run.of("audit", missing.toString());
    assertEquals(2, none.status());
    assertEquals("graft: no such folder: " + missing + "\n", none.err());
    Run empty = Run.of("audit", folder.toString(), "--json");
    assertEquals(2, empty.status());
    assertEquals(
        "{\"error\":\"no images in " + folder + "; it needs one sub-folder a class\"}\n",
        empty.err());
    assertEquals("", empty.out());
  }
}
