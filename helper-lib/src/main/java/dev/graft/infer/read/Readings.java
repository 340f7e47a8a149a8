package dev.graft.infer.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What each operator is drawn by: the files of this room that are named after their operators. */
final class Readings {
  static final String UNREAD = "this operator is not read";

  private static final Map<String, Reading> ALL = new HashMap<>();

  private static final Set<String> QUANTIZED =
      Set.of(
          "QuantizeLinear",
          "DequantizeLinear",
          "DynamicQuantizeLinear",
          "QLinearConv",
          "QLinearMatMul",
          "ConvInteger",
          "MatMulInteger");

  static {
    Stream.of(
            ReadAssignments.ALL,
            ReadConvolutions.ALL,
            ReadEinsum.ALL,
            ReadElements.ALL,
            ReadGathers.ALL,
            ReadNormalizations.ALL,
            ReadPairs.ALL,
            ReadPlaces.ALL,
            ReadPools.ALL,
            ReadProducts.ALL,
            ReadRecurrent.ALL,
            ReadReductions.ALL,
            ReadShapes.ALL,
            ReadSizes.ALL)
        .forEach(ALL::putAll);
  }

  private Readings() {}

  static Set<String> operators() {
    return new TreeSet<>(ALL.keySet());
  }

  /** Whether it is read, or refused for a reason of its own. */
  static boolean knows(String operator) {
    return ALL.containsKey(operator) || QUANTIZED.contains(operator);
  }

  static List<Value> read(Step step) {
    if (QUANTIZED.contains(step.op())) {
      throw new IllegalArgumentException("what is quantized has no gradient");
    }
    Reading reading = ALL.get(step.op());
    if (reading == null) {
      throw new IllegalArgumentException(UNREAD);
    }
    return Recognition.of(step).orElseGet(() -> reading.read(step));
  }
}
