package dev.graft.audit;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Makes copies of photos as people do: smaller, cropped, mirrored, turned, encoded anew. */
enum Spoiler {
  JPEG {
    @Override
    BufferedImage of(BufferedImage image, Random random) {
      return image;
    }
  },
  HALF {
    @Override
    BufferedImage of(BufferedImage image, Random random) {
      return scaled(image, image.getWidth() / 2, image.getHeight() / 2);
    }
  },
  CROP {
    @Override
    BufferedImage of(BufferedImage image, Random random) {
      return cropped(image, 0.7 + 0.25 * random.nextDouble(), random);
    }
  },
  MIRROR {
    @Override
    BufferedImage of(BufferedImage image, Random random) {
      return mirrored(image);
    }
  },
  BRIGHT {
    @Override
    BufferedImage of(BufferedImage image, Random random) {
      return lit(image, 0.75 + 0.5 * random.nextDouble());
    }
  },
  TURN {
    @Override
    BufferedImage of(BufferedImage image, Random random) {
      return turned(image);
    }
  },
  MIRRORED_CROP {
    @Override
    BufferedImage of(BufferedImage image, Random random) {
      return mirrored(cropped(image, 0.75 + 0.2 * random.nextDouble(), random));
    }
  };

  abstract BufferedImage of(BufferedImage image, Random random);

  /** Writes a copy, as a PNG file now and then, else as JPEG of quality 30 to 90. */
  Path write(BufferedImage image, Path withoutEnding, Random random) {
    BufferedImage copy = of(image, random);
    boolean png = random.nextInt(5) == 0;
    Path file = withoutEnding.resolveSibling(withoutEnding.getFileName() + (png ? ".png" : ".jpg"));
    try (var out = Files.newOutputStream(file)) {
      if (png) {
        ImageIO.write(copy, "png", out);
      } else {
        jpeg(copy, 0.3f + 0.6f * random.nextFloat(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static Spoiler any(Random random) {
    List<Spoiler> all = List.of(values());
    return all.get(random.nextInt(all.size()));
  }

  private static void jpeg(BufferedImage image, float quality, java.io.OutputStream out)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage scaled = plain(width, height);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  /** Keeps a share of the area, anywhere. */
  private static BufferedImage cropped(BufferedImage image, double share, Random random) {
    int width = (int) Math.round(image.getWidth() * Math.sqrt(share));
    int height = (int) Math.round(image.getHeight() * Math.sqrt(share));
    int x = random.nextInt(image.getWidth() - width + 1);
    int y = random.nextInt(image.getHeight() - height + 1);
    return scaled(image.getSubimage(x, y, width, height), width, height);
  }

  private static BufferedImage mirrored(BufferedImage image) {
    BufferedImage mirrored = plain(image.getWidth(), image.getHeight());
    Graphics2D graphics = mirrored.createGraphics();
    graphics.drawImage(image, image.getWidth(), 0, -image.getWidth(), image.getHeight(), null);
    graphics.dispose();
    return mirrored;
  }

  private static BufferedImage turned(BufferedImage image) {
    BufferedImage turned = plain(image.getHeight(), image.getWidth());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        turned.setRGB(image.getHeight() - 1 - y, x, image.getRGB(x, y));
      }
    }
    return turned;
  }

  private static BufferedImage lit(BufferedImage image, double gain) {
    BufferedImage lit = plain(image.getWidth(), image.getHeight());
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int out = 0;
        for (int shift = 0; shift < 24; shift += 8) {
          out |= (int) Math.min(255, (rgb >> shift & 255) * gain) << shift;
        }
        lit.setRGB(x, y, out);
      }
    }
    return lit;
  }

  private static BufferedImage plain(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
  }
}
