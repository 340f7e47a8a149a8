package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.infer.WholeInputs;
import dev.graft.text.Tokenizer;
import java.util.Locale;

/** The ids that a tokenizer gives, and those that a network has a row for. */
final class TokenIds {
  private TokenIds() {}

  /** Demands that a network knows all ids that a tokenizer gives. */
  static void requireKnown(Graph graph, Tokenizer tokenizer) {
    int rows =
        WholeInputs.of(graph)
            .below(0)
            .orElseThrow(() -> new IllegalArgumentException(graph.name() + " has no table of ids"));
    if (tokenizer.size() > rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the tokenizer gives ids up to %d, %s knows those below %d; it is another model's",
              tokenizer.size() - 1,
              graph.name(),
              rows));
    }
  }
}
