package dev.graft.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Files for {@code load.lua}: photos of all kinds, and what breaks them. */
final class Requests {
  private static final String PHOTO = "application/octet-stream";
  private static final String JSON = "application/json";
  private static final int TOO_LARGE = 17 << 20;
  private static final int PLAIN = 72;

  private final Path folder;
  private final List<String> lines = new ArrayList<>();

  private Requests(Path folder) {
    this.folder = folder;
  }

  /** JPEG files alone, none of which comes twice. */
  static Path photos(List<Path> photos, Path folder) {
    return written(
        folder,
        its -> {
          for (Path photo : photos) {
            its.add(PHOTO, "/predict", true, Files.readAllBytes(photo));
          }
        });
  }

  /** A hundred, ten of them broken or hostile. */
  static Path mixed(List<Path> photos, Path folder) {
    return written(
        folder,
        its -> {
          for (int i = 0; i < PLAIN; i++) {
            byte[] photo = Files.readAllBytes(photos.get(i % photos.size()));
            its.add(PHOTO, i % 2 == 0 ? "/predict" : "/predict?top=1", true, photo);
          }
          for (int i = 0; i < 3; i++) {
            byte[] photo = Files.readAllBytes(photos.get(i));
            its.other(ImageIO.read(photos.get(i).toFile()));
            its.add(JSON, "/predict", false, json(Base64.getEncoder().encodeToString(photo)));
            its.add(JSON, "/predict?top=2", false, json(Base64.getEncoder().encodeToString(photo)));
          }
          its.broken(Files.readAllBytes(photos.get(0)));
          Collections.shuffle(its.lines, new Random(0));
        });
  }

  private interface Fill {
    void into(Requests requests) throws IOException;
  }

  private static Path written(Path folder, Fill fill) {
    try {
      Files.createDirectories(folder);
      Requests requests = new Requests(folder);
      fill.into(requests);
      return Files.write(folder.resolve("list.txt"), requests.lines).getParent();
    } catch (IOException e) {
      throw new UncheckedIOException("requests cannot be written to " + folder, e);
    }
  }

  private void add(String type, String path, boolean fresh, byte[] body) throws IOException {
    String name = lines.size() + ".bytes";
    Files.write(folder.resolve(name), body);
    lines.add(String.join(" ", type, path, fresh ? "fresh" : "same", name));
  }

  /** The photo in other formats and sizes; four. */
  private void other(BufferedImage photo) throws IOException {
    add(PHOTO, "/predict", true, encoded(photo, "png"));
    add(PHOTO, "/predict", false, encoded(photo, "gif"));
    add(PHOTO, "/predict", true, encoded(Photos.scaled(photo, 3000, 2000), "jpg"));
    add(PHOTO, "/predict", false, encoded(Photos.scaled(photo, 24, 31), "bmp"));
  }

  /** Ten that have no answer. */
  private void broken(byte[] photo) throws IOException {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    byte[] png = encoded(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png");
    System.arraycopy(new byte[] {0, 1, 0, 0, 0, 1, 0, 0}, 0, png, 16, 8); // 65,536 × 65,536
    add(PHOTO, "/predict", false, Arrays.copyOf(photo, 1 + photo.length / 3));
    add(PHOTO, "/predict", false, noise);
    add(PHOTO, "/predict", false, Arrays.copyOf(noise, 1));
    add(PHOTO, "/predict", false, png);
    add(PHOTO, "/predict", false, new byte[TOO_LARGE]);
    add(JSON, "/predict", false, bytes("{\"image\": \"\u00e9\"}"));
    add(JSON, "/predict", false, bytes("[".repeat(100_000)));
    add("multipart/form-data", "/predict", false, photo);
    add("text/plain", "/predict", false, bytes("a text for a model of photos"));
    add(PHOTO, "/no/such/path", false, photo);
  }

  private static byte[] json(String photo) {
    return bytes("{\"image\": \"" + photo + "\"}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer of " + format);
    }
    return out.toByteArray();
  }

  /** All JPEG files below a folder, in order. */
  static List<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no photos in " + folder, e);
    }
  }
}
