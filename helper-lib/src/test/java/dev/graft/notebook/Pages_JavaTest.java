package dev.graft.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import dev.graft.reference.Published;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java on README.md and under docs/ compiles with a notebook's imports, and runs on a few drawn
 * photos.
 */
class Pages_JavaTest {

  @TempDir Path folder;

  @Test
  void compiles() {
    int fences = 0;
    for (Page page : Page.all()) {
      try (Cells cells = Cells.compiling()) {
        for (Page.Fence fence : page.fences("java")) {
          run(cells, page, fence, fence.code());
          fences++;
        }
      }
    }
    assertTrue(fences > 10, fences + " fences");
  }

  @Test
  void runs() throws IOException {
    Published.lite0File();
    photos();
    for (Page page : Page.all()) {
      try (Cells cells = Cells.running()) {
        for (Page.Fence fence : page.fences("java")) {
          if (fence.runs()) {
            run(cells, page, fence, inFolder(fence.code()));
          }
        }
      }
    }
    assertTrue(Files.exists(folder.resolve("my-model/model.json")), "README saves its model");
  }

  @Test
  void whatIsWrongIsSeen() {
    try (Cells cells = Cells.compiling()) {
      cells.run("var head = Head.classifier(List.of(\"ant\", \"bee\"));\nhead");
      AssertionError unknown = assertThrows(AssertionError.class, () -> cells.run("freeze(head);"));
      assertTrue(unknown.getMessage().startsWith("does not compile: freeze(head);"));
      assertThrows(AssertionError.class, () -> cells.run("Head.classifier(names)"));
      cells.run("Head.classifier(List.of());");
    }
    try (Cells cells = Cells.running()) {
      AssertionError thrown =
          assertThrows(AssertionError.class, () -> cells.run("Head.classifier(List.of());"));
      assertEquals("throws: Head.classifier(List.of());", thrown.getMessage());
    }
  }

  private static void run(Cells cells, Page page, Page.Fence fence, String code) {
    try {
      cells.run(code);
    } catch (AssertionError e) {
      throw new AssertionError(
          page.file() + ":" + fence.line() + " " + e.getMessage(), e.getCause());
    }
  }

  /** A relative path of a page is one of the test's folder. */
  private String inFolder(String code) {
    return code.replace("Path.of(\"", "Path.of(\"" + folder.toString().replace("\\", "/") + "/");
  }

  /**
   * What pages talk of: a folder a class with a broken file, one photo, a table, an archive, a
   * network.
   */
  private void photos() throws IOException {
    ImageSet drawn =
        Samples.garden(6, 1)
            .train()
            .filter((file, label) -> label.equals("ant") || label.equals("bee"));
    List<String> lines = new ArrayList<>(List.of("file,label"));
    List<String> hours = new ArrayList<>(List.of("file,hour"));
    List<String> tags = new ArrayList<>(List.of("file,tags"));
    for (int i = 0; i < drawn.size(); i++) {
      String label = drawn.classes().get(drawn.label(i));
      Path file = folder.resolve("photos").resolve(label).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(drawn.image(i), "png", file.toFile());
      lines.add(label + "/" + i + ".png," + label);
      hours.add(label + "/" + i + ".png," + (i + 0.5));
      tags.add(label + "/" + i + ".png," + (label.equals("bee") ? "flies;stings" : ";"));
    }
    Files.writeString(folder.resolve("photos/ant/page.jpg"), "<html>");
    Files.write(folder.resolve("labels.csv"), lines);
    Files.write(folder.resolve("clocks.csv"), hours);
    Files.write(folder.resolve("tags.csv"), tags);
    ImageIO.write(drawn.image(0), "jpg", folder.resolve("new.jpg").toFile());
    zip();
    try (TransferModel network = Backbone.MOBILENET_V1_025.untrained(1)) {
      Transfer.replaceHead(network, Head.classifier(drawn.classes()));
      network.exportOnnx(folder.resolve("network.onnx"));
    }
  }

  private void zip() throws IOException {
    Path photos = folder.resolve("photos");
    try (FileSystem zip =
            FileSystems.newFileSystem(folder.resolve("photos.zip"), Map.of("create", "true"));
        var files = Files.walk(photos)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path inside = zip.getPath("photos", photos.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(inside);
        } else {
          Files.copy(file, inside);
        }
      }
    }
  }
}
