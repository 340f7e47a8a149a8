package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.data.Fixtures;
import dev.graft.data.ImageSet;
import dev.graft.data.Unlabelled;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers and schedulers start programs in the locale "C", where Java 17 thinks in ASCII. */
class AsciiLocaleTest {
  @TempDir Path folder;

  /** Reads a folder in a process of its own. */
  static final class Program {
    private Program() {}

    /**
     * The process.
     *
     * @param arguments a folder
     */
    public static void main(String[] arguments) {
      var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      Path photos = Path.of(arguments[0]);
      ImageSet images = ImageSet.of(photos);
      out.println(images);
      out.println(images.rejected().rowCount() + " " + images.image(1).getWidth());
      out.println(ImageSet.of(photos, images.classes()).classes());
      out.println(Unlabelled.of(photos).image(1).getHeight());
    }
  }

  @Test
  void namesWithAccentsAreRead() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no locale C here");
    byte[] photo = Fixtures.encoded(Fixtures.formula(5, 4), "png");
    try {
      Files.write(Files.createDirectory(folder.resolve("Größe")).resolve("fotó 1.png"), photo);
    } catch (InvalidPathException e) {
      assumeTrue(false, "this process cannot write such a name itself");
    }
    byte[] other = Fixtures.encoded(Fixtures.formula(6, 4), "png");
    Files.write(Files.createDirectory(folder.resolve("bienen")).resolve("1.png"), other);
    ProcessBuilder java = OnnxLoads.java(Program.class, folder.toString());
    java.environment().put("LC_ALL", "C");
    Process process = java.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(
        "2 images of Größe, bienen\n0 6\n[Größe, bienen]\n4\n", said, "exit " + process.waitFor());
  }
}
