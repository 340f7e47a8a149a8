package dev.graft.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import java.util.List;
import java.util.Map;

/** Which two tokens become one, in the order in which that was learnt. */
final class Merges {
  static final int NONE = LongTable.NONE;

  private static final int MOST = 1_000_000;
  private static final String HEADER = "#version";

  private final LongTable ranks = new LongTable();
  private final int[] merged;

  private Merges(List<String[]> pairs, Vocabulary vocabulary) {
    merged = new int[pairs.size()];
    Map<String, Integer> ids = vocabulary.ids();
    for (int rank = 0; rank < merged.length; rank++) {
      String[] pair = pairs.get(rank);
      int left = id(ids, pair[0], rank);
      int right = id(ids, pair[1], rank);
      merged[rank] = id(ids, pair[0] + pair[1], rank);
      ranks.put(key(left, right), rank);
    }
  }

  private static int id(Map<String, Integer> ids, String token, int rank) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new TokenizerException(
          "merges has %s in its pair %s, which is not in the vocabulary"
              .formatted(Excerpt.quoted(token), rank + 1));
    }
    return id;
  }

  /** Reads {@code ["a b", …]} or {@code [["a", "b"], …]}. */
  static Merges of(Fields model, Vocabulary vocabulary) {
    List<String[]> pairs =
        model.list("merges", MOST).stream()
            .filter(node -> !(node.isTextual() && node.textValue().startsWith(HEADER)))
            .map(node -> node.isArray() ? texts(node) : words(node.asText()))
            .toList();
    return new Merges(pairs, vocabulary);
  }

  /** Reads a pair a line, below a line that tells the version. */
  static Merges of(String lines, Vocabulary vocabulary) {
    List<String[]> pairs =
        lines
            .lines()
            .filter(line -> !line.isEmpty() && !line.startsWith(HEADER))
            .map(Merges::words)
            .toList();
    return new Merges(pairs, vocabulary);
  }

  private static String[] texts(JsonNode pair) {
    if (pair.size() != 2 || !pair.get(0).isTextual() || !pair.get(1).isTextual()) {
      throw refusal(pair);
    }
    return new String[] {pair.get(0).textValue(), pair.get(1).textValue()};
  }

  private static String[] words(String pair) {
    String[] words = pair.split(" ", -1);
    if (words.length != 2) {
      throw refusal(pair);
    }
    return words;
  }

  private static TokenizerException refusal(Object pair) {
    return new TokenizerException("merges has " + Excerpt.quoted(pair) + ", must be two tokens");
  }

  /** When two tokens become one, or {@link #NONE}. */
  int rank(int left, int right) {
    return ranks.get(key(left, right));
  }

  int merged(int rank) {
    return merged[rank];
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }
}
