package dev.graft.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Weight files that record.py made, and files of literal content. */
final class Fixture {
  /** A file with no other beside it. */
  static final Siblings ALONE =
      new Siblings(
          "alone",
          name -> {
            throw new WeightsException("no weight file at " + name);
          });

  private Fixture() {}

  /** A recorded file with those that lie beside it. */
  static Siblings beside(String name) {
    int slash = name.lastIndexOf('/') + 1;
    return new Siblings(
        name.substring(slash),
        other -> {
          if (Fixture.class.getResource(name.substring(0, slash) + other) == null) {
            throw new WeightsException("no weight file at " + other);
          }
          return mapped(bytes(name.substring(0, slash) + other));
        });
  }

  static Path recorded(String name) {
    try {
      return Path.of(Fixture.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ByteBuffer mapped(byte[] bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    return direct.put(bytes).flip();
  }

  static byte[] safetensors(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  static Path write(Path folder, String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
