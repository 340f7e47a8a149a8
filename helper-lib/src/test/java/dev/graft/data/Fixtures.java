package dev.graft.data;

import dev.graft.pixels.Rgb;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Tiny images for tests. */
public final class Fixtures {
  private Fixtures() {}

  public static BufferedImage plain(int width, int height, Color colour) {
    BufferedImage image = Rgb.image(width, height);
    var graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  /** Red, green over blue, white. */
  public static BufferedImage quadrants(int width, int height) {
    BufferedImage image = plain(width, height, Color.RED);
    var graphics = image.createGraphics();
    graphics.setColor(Color.GREEN);
    graphics.fillRect(width / 2, 0, width / 2, height / 2);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, height / 2, width / 2, height / 2);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(width / 2, height / 2, width / 2, height / 2);
    graphics.dispose();
    return image;
  }

  /** The formula that the recorded Pillow run used as well. */
  public static BufferedImage formula(int width, int height) {
    BufferedImage image = Rgb.image(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = (x * 7 + y * 3) % 256;
        int green = (x * x + y) % 256;
        int blue = (x * y * 5 + 40) % 256;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  public static byte[] encoded(BufferedImage image, String format) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (!ImageIO.write(image, format, out)) {
        throw new AssertionError("no writer for " + format);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void file(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes {@code folder/class/0.png …}. */
  static void images(Path folder, String name, int count) {
    for (int i = 0; i < count; i++) {
      Color colour = new Color(name.hashCode() >> 3 & 0xff, i * 5 & 0xff, 90);
      file(folder.resolve(name).resolve(i + ".png"), encoded(plain(20, 16, colour), "png"));
    }
  }

  /** The real photos, or a folder that does not exist. */
  static Path antsAndBees() {
    String data = System.getenv("GRAFT_DATA");
    if (data != null) {
      return Path.of(data, "ants_bees");
    }
    return shared("data/ants_bees");
  }

  /** A folder beside the project, or one that does not exist. */
  public static Path shared(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path found = at.resolve("../shared").resolve(name).normalize();
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    return Path.of("no such folder");
  }
}
