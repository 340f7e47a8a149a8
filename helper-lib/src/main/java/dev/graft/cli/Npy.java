package dev.graft.cli;

import dev.graft.graph.Shape;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's array files, as far as a batch needs them: little-endian float32 or float64, of ids int32
 * or int64, in C order (format versions 1 and 2, numpy.lib.format).
 */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(<[fi][48])', 'fortran_order': False, 'shape': \\(([\\d, ]*)\\),? *\\}\\s*");

  private static final int MOST_AXES = 32;

  /** A float holds every whole number up to here. */
  private static final long MOST_WHOLE = 1 << 24;

  private enum Kind {
    FLOATS('f', "float32 or float64"),
    WHOLE('i', "int32 or int64");

    private final char letter;
    private final String types;

    Kind(char letter, String types) {
      this.letter = letter;
      this.types = types;
    }
  }

  private Npy() {}

  static Tensor read(Path file) {
    return read(file, Kind.FLOATS);
  }

  /** Reads whole numbers. */
  static Tensor readWhole(Path file) {
    return read(file, Kind.WHOLE);
  }

  private static Tensor read(Path file, Kind kind) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException("input is a folder or a device, no .npy file: " + file);
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      return parse(file, kind, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException("input is not readable: " + file, e);
    }
  }

  private static Tensor parse(Path file, Kind kind, ByteBuffer bytes) {
    byte[] magic = new byte[MAGIC.length];
    if (bytes.remaining() >= 12) {
      bytes.get(magic);
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException("input is no .npy file: " + file);
    }
    int version = bytes.get();
    bytes.get();
    int length = version == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException("input is cut short: " + file);
    }
    byte[] text = new byte[length];
    bytes.get(text);
    String header = new String(text, StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches() || matcher.group(1).charAt(1) != kind.letter) {
      throw new IllegalArgumentException(
          "input %s is %s; it must be %s, little-endian, in C order"
              .formatted(file, Excerpt.of(header.strip()), kind.types));
    }
    Shape shape = shape(file, matcher.group(2));
    int width = matcher.group(1).charAt(2) - '0';
    if (bytes.remaining() != shape.size() * width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input %s holds %d bytes, its shape %s needs %d",
              file,
              bytes.remaining(),
              shape,
              shape.size() * width));
    }
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = kind == Kind.FLOATS ? floating(bytes, width) : whole(file, bytes, width, i);
    }
    return Tensor.of(shape, values);
  }

  private static float floating(ByteBuffer bytes, int width) {
    return width == Float.BYTES ? bytes.getFloat() : (float) bytes.getDouble();
  }

  private static float whole(Path file, ByteBuffer bytes, int width, int at) {
    long value = width == Integer.BYTES ? bytes.getInt() : bytes.getLong();
    if (value < -MOST_WHOLE || value > MOST_WHOLE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "input %s holds %d at %d, too far from 0 for an id", file, value, at));
    }
    return value;
  }

  private static Shape shape(Path file, String text) {
    List<Integer> dimensions = new ArrayList<>();
    try {
      for (String part : text.split(",")) {
        if (!part.isBlank()) {
          dimensions.add(Integer.parseInt(part.strip()));
        }
      }
      Shape shape = new Shape(dimensions.subList(0, Math.min(dimensions.size(), MOST_AXES + 1)));
      if (shape.rank() <= MOST_AXES && Math.toIntExact(shape.size()) > 0) {
        return shape;
      }
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input %s has %d axes, at most %d are read",
              file,
              dimensions.size(),
              MOST_AXES));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "input %s has the shape (%s), too large for one file".formatted(file, Excerpt.of(text)),
          e);
    }
  }

  static void write(Path file, Tensor tensor) {
    String shape = tensor.shape().toString();
    String comma = tensor.shape().rank() == 1 ? ",)" : ")";
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': "
            + shape.substring(0, shape.length() - 1)
            + comma
            + ", }";
    int padding = 63 - (10 + header.length()) % 64;
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + text.length + Math.toIntExact(tensor.shape().size()) * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length).put(text);
    bytes.asFloatBuffer().put(tensor.values());
    AtomicFile.write(file, out -> out.write(bytes.array()));
  }
}
