package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.weights.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads what a model of a zoo wants to see from the arguments of DJL's own image translators:
 * {@code width}, {@code height}, {@code resize}, {@code resizeShort}, {@code centerCrop}, {@code
 * normalize}, {@code range} and {@code toTensor}, as {@code BaseImageTranslator} of DJL 0.36 means
 * them. Where DJL would squeeze a photo into a square, Graft keeps its proportions and crops.
 */
final class ZooContract {
  private static final int SIDE = 224;
  private static final float LARGEST_BYTE = 255;
  private static final List<Float> MEAN = List.of(0.485f, 0.456f, 0.406f);
  private static final List<Float> STD = List.of(0.229f, 0.224f, 0.225f);

  private final UnaryOperator<String> argument;

  private ZooContract(UnaryOperator<String> argument) {
    this.argument = argument;
  }

  /** Gives the contract; empty where nothing says how values are scaled. */
  static Optional<InputContract> of(UnaryOperator<String> argument) {
    boolean silent =
        argument.apply("normalize") == null
            && argument.apply("range") == null
            && argument.apply("toTensor") == null;
    return silent ? Optional.empty() : Optional.of(new ZooContract(argument).contract());
  }

  private InputContract contract() {
    int width = (int) number("width", SIDE);
    int height = (int) number("height", SIDE);
    return scaled(InputContract.rgb(SIDE, 0, 1, crop(Math.max(width, height))).size(height, width));
  }

  private double crop(int side) {
    boolean cropped = Boolean.parseBoolean(argument.apply("centerCrop"));
    String resized = argument.apply("resizeShort");
    String edge = resized == null ? argument.apply("resize") : resized;
    if (!cropped || edge == null || edge.equals("true") || edge.equals("false")) {
      return 1;
    }
    return Math.min(1, side / numbers(edge).get(0));
  }

  private InputContract scaled(InputContract bytes) {
    String normalize = argument.apply("normalize");
    String range = argument.apply("range");
    float unit = "false".equals(argument.apply("toTensor")) ? 1 : LARGEST_BYTE;
    if (range != null && range.equals("-1,1")) {
      return bytes.normalization(128, 128);
    }
    if (range != null && range.equals("0,1")) {
      return bytes.normalization(0, LARGEST_BYTE);
    }
    if (normalize == null || normalize.equals("false")) {
      return bytes.normalization(0, unit);
    }
    if (normalize.equals("true")) {
      return bytes.normalization(times(MEAN, unit), times(STD, unit));
    }
    List<Float> six = numbers(normalize);
    if (six.size() != 6) {
      throw new IllegalArgumentException(
          "the zoo says normalize is "
              + Excerpt.quoted(normalize)
              + ", must be true or three means and three deviations");
    }
    return bytes.normalization(times(six.subList(0, 3), unit), times(six.subList(3, 6), unit));
  }

  private static List<Float> times(List<Float> values, float unit) {
    return values.stream().map(value -> value * unit).toList();
  }

  private double number(String name, int otherwise) {
    String value = argument.apply(name);
    return value == null ? otherwise : numbers(value).get(0);
  }

  private static List<Float> numbers(String list) {
    try {
      return Arrays.stream(list.split(",")).map(String::strip).map(Float::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the zoo says " + Excerpt.quoted(list) + " where numbers are wanted", e);
    }
  }
}
