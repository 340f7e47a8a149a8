package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.graft.graph.Shape;
import dev.graft.weights.Excerpt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The text that a file takes: ids of tokens, and, where the file has them, a mask, kinds of text
 * and places of tokens.
 *
 * @param name of the ids
 * @param roles what each input is
 * @param whole the inputs that hold whole numbers
 * @param tokens of the texts that it is read for
 * @param fixedBatch how many texts it is made for; 0 where that is open
 */
record TextEntry(
    String name, Map<String, Role> roles, Set<String> whole, int tokens, long fixedBatch)
    implements Inlet {
  static final String IDS = "ids";

  private static final int MOST_TOKENS = 1 << 16;

  /** What is put in. */
  enum Role {
    IDS,
    MASK,
    KINDS,
    PLACES
  }

  /** Whether a file takes texts: all its inputs are rows, and one of them holds whole numbers. */
  static boolean isOf(GraphProto graph) {
    List<ValueInfoProto> inputs = inputs(graph);
    return inputs.stream().allMatch(input -> dims(input).size() == 2)
        && inputs.stream().anyMatch(TextEntry::isWhole);
  }

  /**
   * Finds it.
   *
   * @param longest tokens of the texts; a file of one length has that
   */
  static TextEntry of(GraphProto graph, int longest) {
    Map<String, Role> roles = new HashMap<>();
    Set<String> whole = new HashSet<>();
    String ids = "";
    long tokens = longest;
    long batch = 0;
    for (ValueInfoProto input : inputs(graph)) {
      Role role = role(input);
      roles.put(input.getName(), role);
      if (isWhole(input)) {
        whole.add(input.getName());
      }
      if (role == Role.IDS && !ids.isEmpty()) {
        throw new IllegalArgumentException(
            "two inputs are ids: " + Excerpt.quoted(ids) + ", " + Excerpt.quoted(input.getName()));
      }
      ids = role == Role.IDS ? input.getName() : ids;
      batch = dims(input).get(0).getDimValue();
      tokens = dims(input).get(1).getDimValue() > 0 ? dims(input).get(1).getDimValue() : tokens;
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          "inputs are " + Excerpt.listed(List.copyOf(roles.keySet())) + ", none of them ids");
    }
    if (tokens < 2 || tokens > Math.min(longest, MOST_TOKENS)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the file takes texts of %d tokens, must be 2 to %d",
              tokens,
              Math.min(longest, MOST_TOKENS)));
    }
    return new TextEntry(ids, roles, whole, (int) tokens, batch);
  }

  private static List<ValueInfoProto> inputs(GraphProto graph) {
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
    return graph.getInputList().stream().filter(i -> !weights.contains(i.getName())).toList();
  }

  private static List<Dimension> dims(ValueInfoProto input) {
    return input.getType().getTensorType().getShape().getDimList();
  }

  private static boolean isWhole(ValueInfoProto input) {
    int kind = input.getType().getTensorType().getElemType();
    return kind == DataType.INT64_VALUE || kind == DataType.INT32_VALUE;
  }

  private static Role role(ValueInfoProto input) {
    String name = input.getName().toLowerCase(Locale.ROOT);
    if (dims(input).size() != 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "input %s has %d axes, a text has (N, T)",
              Excerpt.quoted(input.getName()),
              dims(input).size()));
    }
    if (name.contains("mask")) {
      return Role.MASK;
    } else if (name.contains("type") || name.contains("segment")) {
      return Role.KINDS;
    } else if (name.contains("position")) {
      return Role.PLACES;
    }
    return Role.IDS;
  }

  /** All tokens are of the first text, and stand one after another. */
  @Override
  public Map<String, Value> values(Drawing drawing) {
    Shape row = Shape.of(1, tokens);
    Flow ids = drawing.input(IDS, row, Value.BATCH, tokens);
    drawing.input(MaskedScores.MASK, row, Value.BATCH, tokens);
    Map<String, Value> values = new HashMap<>();
    roles.forEach((input, role) -> values.put(input, value(input, role, ids)));
    return values;
  }

  private Value value(String input, Role role, Flow ids) {
    boolean integers = whole.contains(input);
    long[] one = {1, tokens};
    return switch (role) {
      case IDS -> ids;
      case MASK -> Masked.of(tokens, integers);
      case KINDS -> Known.of(integers, one, i -> 0).repeated(0);
      case PLACES -> Known.of(integers, one, i -> i).repeated(0);
    };
  }
}
