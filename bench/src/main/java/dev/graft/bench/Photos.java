package dev.graft.bench;

import dev.graft.data.ImageSet;
import dev.graft.data.Samples;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** The JPEG files that all engines read. */
final class Photos {
  private static final int SIDE = 320;
  private static final float QUALITY = 0.95f;

  private Photos() {}

  /** Draws the garden as 320-pixel JPEGs, {@code train} and {@code validation}; once. */
  static Path garden(Path results, int perClass) {
    Path folder = results.resolve("garden-" + perClass);
    return whole(
        folder,
        aside -> {
          var garden = Samples.garden(perClass, 42);
          draw(garden.train(), aside.resolve("train"));
          draw(garden.validation(), aside.resolve("validation"));
        });
  }

  /** Writes the readable photos of ants and bees anew, upright: peers fail at the broken one. */
  static Path antsAndBees(Path results) {
    return whole(
        results.resolve("ants_bees"),
        aside -> {
          var photos = Samples.antsAndBees();
          draw(photos.train(), aside.resolve("train"), -1);
          draw(photos.validation(), aside.resolve("validation"), -1);
        });
  }

  /** What the recipe runs on here, as the lessons choose it. */
  static Path preferred(Path results) {
    return Samples.preferred().equals("ants_bees") ? antsAndBees(results) : garden(results, 40);
  }

  private interface Fill {
    void into(Path folder) throws IOException;
  }

  private static Path whole(Path folder, Fill fill) {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(folder.getParent());
      Path aside = Files.createTempDirectory(folder.getParent(), ".photos");
      fill.into(aside);
      return Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("photos cannot be written to " + folder, e);
    }
  }

  private static void draw(ImageSet images, Path folder) throws IOException {
    draw(images, folder, SIDE);
  }

  private static void draw(ImageSet images, Path folder, int side) throws IOException {
    for (int i = 0; i < images.size(); i++) {
      Path to = folder.resolve(images.classes().get(images.label(i)));
      Files.createDirectories(to);
      BufferedImage image = images.image(i);
      Path file = to.resolve(String.format(Locale.ROOT, "%05d.jpg", i));
      write(side < 0 ? image : scaled(image, side, side), file);
    }
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    ImageWriteParam quality = writer.getDefaultWriteParam();
    quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    quality.setCompressionQuality(QUALITY);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } finally {
      writer.dispose();
    }
  }

  static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }
}
