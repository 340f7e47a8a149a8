package dev.graft.cli;

import dev.graft.data.InputContract;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.weights.Excerpt;
import java.nio.file.Path;
import java.util.Optional;

/** The size of the images that an ONNX file is asked about. */
final class OnnxSides {
  private static final int USUAL = 224;

  private OnnxSides() {}

  /** Reads {@code 224} or {@code 192x256}; what the file says where nothing is asked for. */
  static int[] of(Path file, Optional<String> size) {
    if (size.isEmpty()) {
      return OnnxLayers.sides(file, USUAL);
    }
    String[] parts = size.get().split("x", 2);
    try {
      int height = Integer.parseInt(parts[0]);
      return new int[] {height, parts.length == 1 ? height : Integer.parseInt(parts[1])};
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "size is %s, must be pixels, or HEIGHTxWIDTH".formatted(Excerpt.quoted(size.get())), e);
    }
  }

  static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.onnx$", "");
  }

  /** What a file without one wants to see matters only when it is fed. */
  static InputContract contract(int... sides) {
    InputContract square = InputContract.rgb(sides[0], 127.5f, 127.5f, 1);
    return sides[0] == sides[1] ? square : square.size(sides[0], sides[1]);
  }
}
