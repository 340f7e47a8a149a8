package dev.graft.data;

import dev.graft.weights.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of floats in a file, little-endian, one after the other; mapped, so that what is not read
 * takes no memory.
 */
final class FeatureRows {
  private static final long PART = 1L << 30;

  private final int bytes;
  private final int rowsAPart;
  private final List<ByteBuffer> parts = new ArrayList<>();

  private FeatureRows(int width) {
    this.bytes = Math.multiplyExact(width, Float.BYTES);
    this.rowsAPart = (int) (PART / bytes);
  }

  static FeatureRows map(Path file, int width, int rows) {
    FeatureRows all = new FeatureRows(width);
    try (FileChannel channel = FileChannel.open(file)) {
      long expected = (long) rows * all.bytes;
      if (Files.size(file) != expected) {
        throw new IllegalArgumentException(
            "%s has %s bytes, %s rows of %s features have %s"
                .formatted(file.getFileName(), Files.size(file), rows, width, expected));
      }
      for (long at = 0; at < expected; at += (long) all.rowsAPart * all.bytes) {
        long length = Math.min((long) all.rowsAPart * all.bytes, expected - at);
        all.parts.add(channel.map(FileChannel.MapMode.READ_ONLY, at, length));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("features cannot be read: " + file, e);
    }
  }

  private ByteBuffer row(int index) {
    int begin = index % rowsAPart * bytes;
    return parts.get(index / rowsAPart).slice(begin, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  void read(int index, FloatBuffer into) {
    into.put(row(index).asFloatBuffer());
  }

  String hash(int index) {
    return Sha256.of(row(index));
  }
}
