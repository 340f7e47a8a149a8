package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Set;

/**
 * Numbers that each sample takes from its own in an array of all samples, as torch's second
 * exporter writes {@code as_strided}: sample n begins at n times what one has.
 */
final class OwnPlaces {
  private static final String ACROSS = "it works across samples";

  /** What changes shapes, and no number. */
  private static final Set<String> SHAPING =
      Set.of("Cast", "Expand", "Identity", "Reshape", "Squeeze", "Unsqueeze");

  private static final int DEEPEST = 32;

  private OwnPlaces() {}

  /** Draws a gather along the axis that holds the batch. */
  static Flow read(Step step, Flow x, Known picked) {
    long each = x.factor();
    if (x.rank() != 1 || picked.rank() == 0 || picked.size() == 0) {
      throw new IllegalArgumentException(ACROSS);
    }
    long[] places = picked.longs();
    if (picked.repeated() != 0) {
      places = ofFirst(places, picked.dims()[0], step.drawing().fixedBatch(), each);
    } else if (growth(step.ahead(), step.node().getInput(1), DEEPEST) != each) {
      throw new IllegalArgumentException(ACROSS);
    }
    if (Arrays.stream(places).anyMatch(p -> p < 0 || p >= each)) {
      throw new IllegalArgumentException(ACROSS);
    }
    Flow rows = step.drawing().reshaped(step.path(), x, Value.BATCH, each);
    Flow taken = ReadPlaces.picked(step, rows, 1, places);
    long[] dims = picked.dims().clone();
    dims[0] = Value.BATCH;
    return step.drawing().reshaped(step.path(), taken, dims);
  }

  /** Whether places, put together of each axis, count the samples in front and nothing else. */
  static boolean counts(Ahead ahead, String places) {
    NodeProto node = ahead.maker(places).orElse(null);
    boolean counts = node != null && Ahead.is(node, "Concat");
    for (int i = 0; counts && i < node.getInputCount(); i++) {
      counts = growth(ahead, node.getInput(i), DEEPEST) == (i == 0 ? 1 : 0);
    }
    return counts;
  }

  /** What the first sample takes, where a file made for so many says it of each. */
  private static long[] ofFirst(long[] places, long rows, long samples, long each) {
    int count = rows == samples ? Math.toIntExact(places.length / samples) : places.length;
    boolean alike = rows == samples;
    for (int i = 0; alike && i < places.length; i++) {
      alike = places[i] == places[i % count] + i / count * each;
    }
    if (!alike) {
      throw new IllegalArgumentException(ACROSS);
    }
    return Arrays.copyOf(places, count);
  }

  /** By how much the places grow from one sample to the next. */
  private static double growth(Ahead ahead, String value, int deepest) {
    NodeProto node = ahead.maker(value).orElse(null);
    if (node == null || node.getOpType().equals("Constant")) {
      return 0;
    }
    if (deepest == 0) {
      throw new IllegalArgumentException(ACROSS);
    }
    String first = node.getInput(0);
    if (SHAPING.contains(node.getOpType())) {
      return growth(ahead, first, deepest - 1);
    }
    switch (node.getOpType()) {
      case "Range" -> {
        return ahead.countsSamples(node) ? 1 : 0;
      }
      case "Add" -> {
        return growth(ahead, first, deepest - 1) + growth(ahead, node.getInput(1), deepest - 1);
      }
      case "Mul" -> {
        boolean left = growth(ahead, first, deepest - 1) == 0;
        String factor = left ? first : node.getInput(1);
        double by = ahead.stored(factor).map(Known::number).orElse(0d);
        return by * growth(ahead, left ? node.getInput(1) : first, deepest - 1);
      }
      case "Slice" -> {
        if (growth(ahead, first, deepest - 1) != 0) {
          throw new IllegalArgumentException(ACROSS);
        }
        return 0;
      }
      default -> throw new IllegalArgumentException(ACROSS);
    }
  }
}
