package dev.graft.infer;

import dev.graft.graph.Attention;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Writes attention: queries, keys and values of each head, two products and a softmax. */
final class AttentionWord implements Word<Attention> {
  /** What is added to the score of a token that is not there; softmax makes 0 of it. */
  private static final float NEVER = 1e9f;

  @Override
  public void write(Attention op, OnnxPlace place) {
    String back = looked(op.heads(), place, place.value(), scores -> masked(place, scores));
    String shape =
        place
            .graph()
            .whole("attention/" + place.shape().channels(), 0, 0, place.shape().channels());
    place.write("Reshape", List.of(back, shape));
  }

  /**
   * Writes {@code (N, T, heads, C / heads)} from queries, keys and values side by side, {@code (N,
   * T, 3·C)}.
   *
   * @param change of the scores, {@code (N, heads, T, T)}, before they become shares
   */
  static String looked(int heads, OnnxPlace place, String qkv, UnaryOperator<String> change) {
    OnnxGraph graph = place.graph();
    int channels = place.shape().channels();
    List<String> outputs =
        Stream.of("queries", "keys", "values").map(part -> place.name() + "/" + part).toList();
    String sizes = graph.whole("attention/split/" + channels, channels, channels, channels);
    graph.split(place.name() + "/split", List.of(qkv, sizes), outputs, 2);
    String query = heads(heads, place, "query", "queries", 0, 2, 1, 3);
    String key = heads(heads, place, "key", "keys", 0, 2, 3, 1);
    String value = heads(heads, place, "value", "values", 0, 2, 1, 3);
    float scale = (float) (1 / Math.sqrt(channels / (double) heads));
    String raw = place.step("MatMul", "raw", query, key);
    String scores = place.step("Mul", "scores", raw, graph.scalar(place.name() + "/scale", scale));
    String seen =
        place.step("Softmax", "seen", List.of(change.apply(scores)), OnnxGraph.integer("axis", -1));
    String looked = place.step("MatMul", "looked", seen, value);
    return place.step("Transpose", "back", List.of(looked), OnnxGraph.integers("perm", 0, 2, 1, 3));
  }

  private static String heads(int heads, OnnxPlace place, String one, String all, long... axes) {
    int each = place.shape().channels() / heads;
    String shape = place.graph().whole("attention/" + heads + "x" + each, 0, 0, heads, each);
    String parted = place.step("Reshape", all + "/parted", place.name() + "/" + all, shape);
    return place.step("Transpose", one, List.of(parted), OnnxGraph.integers("perm", axes));
  }

  /** The mask is the same in all blocks, and so is what it adds. */
  private static String masked(OnnxPlace place, String scores) {
    List<String> inputs = place.inputs();
    if (inputs.size() == 1) {
      return scores;
    }
    String mask = inputs.get(1);
    String added = mask + "/never";
    place.once(
        added,
        () -> {
          OnnxGraph graph = place.graph();
          String shape = graph.whole("attention/mask", 0, 1, 1, -1);
          String row = mask + "/row";
          String less = mask + "/less";
          graph.node("Reshape", row, List.of(mask, shape), row);
          graph.node("Sub", less, List.of(row, graph.scalar("attention/one", 1)), less);
          graph.node("Mul", added, List.of(less, graph.scalar("attention/never", NEVER)), added);
        });
    return place.step("Add", "masked", scores, added);
  }
}
