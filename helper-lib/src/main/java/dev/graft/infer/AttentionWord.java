package dev.graft.infer;

import dev.graft.graph.Attention;
import java.util.List;
import java.util.stream.Stream;

/** Writes attention: queries, keys and values of each head, two products and a softmax. */
final class AttentionWord implements Word<Attention> {
  /** What is added to the score of a token that is not there; softmax makes 0 of it. */
  private static final float NEVER = 1e9f;

  @Override
  public void write(Attention op, OnnxPlace place) {
    OnnxGraph graph = place.graph();
    int channels = place.shape().channels();
    List<String> outputs =
        Stream.of("queries", "keys", "values").map(part -> place.name() + "/" + part).toList();
    String sizes = graph.whole("attention/split/" + channels, channels, channels, channels);
    graph.split(place.name() + "/split", List.of(place.value(), sizes), outputs, 2);
    String query = heads(op, place, "query", "queries", 0, 2, 1, 3);
    String key = heads(op, place, "key", "keys", 0, 2, 3, 1);
    String value = heads(op, place, "value", "values", 0, 2, 1, 3);
    float scale = (float) (1 / Math.sqrt(channels / (double) op.heads()));
    String raw = place.step("MatMul", "raw", query, key);
    String scores = place.step("Mul", "scores", raw, graph.scalar(place.name() + "/scale", scale));
    String seen =
        place.step(
            "Softmax", "seen", List.of(masked(place, scores)), OnnxGraph.integer("axis", -1));
    String looked = place.step("MatMul", "looked", seen, value);
    String back =
        place.step("Transpose", "back", List.of(looked), OnnxGraph.integers("perm", 0, 2, 1, 3));
    String shape = graph.whole("attention/" + channels, 0, 0, channels);
    place.write("Reshape", List.of(back, shape));
  }

  private static String heads(Attention op, OnnxPlace place, String one, String all, long... axes) {
    int each = place.shape().channels() / op.heads();
    String shape =
        place.graph().whole("attention/" + op.heads() + "x" + each, 0, 0, op.heads(), each);
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
