package dev.graft;

import dev.graft.backbone.Bert;
import dev.graft.backbone.BertNames;
import dev.graft.backbone.DistilBert;
import dev.graft.backbone.DistilBertNames;
import dev.graft.backbone.Pooling;
import dev.graft.backbone.Roberta;
import dev.graft.graph.Graph;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model of texts is drawn by: a network and the longest text that it reads. A model's state
 * keeps it; {@link TextEncoder} loads it.
 *
 * @param name as in {@link TextEncoder#named}
 * @param family draws it for texts of at most so many tokens
 * @param fitting of its publisher's tensors
 * @param longest tokens that are read, if not as many as the publisher does
 */
record TextArchitecture(String name, Family family, Fitting fitting, Optional<Integer> longest)
    implements Blueprint {
  private static final Fitting BERT = TextFitting.of(BertNames::graphName);
  private static final Fitting DISTILBERT = TextFitting.of(DistilBertNames::graphName);

  private static final Fitting ROBERTA =
      TextFitting.of(Roberta::graphName, Roberta.UNUSED_POSITIONS);

  /** All there are; what each makes of its tokens is what its publisher does. */
  static final List<TextArchitecture> ROWS =
      List.of(
          bert("bert_base", Bert.Size.BASE, Pooling.CLASS),
          new TextArchitecture(
              "distilbert_base", tokens -> DistilBert.base(Pooling.CLASS, tokens), DISTILBERT),
          roberta("roberta_base", Roberta.Size.BASE),
          roberta("distilroberta_base", Roberta.Size.DISTILLED),
          bert("minilm_l6", Bert.Size.MINILM_L6, Pooling.MEAN),
          bert("bge_small", Bert.Size.BGE_SMALL, Pooling.CLASS),
          bert("e5_small", Bert.Size.E5_SMALL, Pooling.MEAN));

  /** Draws a network for texts of at most so many tokens. */
  interface Family {
    Graph graph(int tokens);
  }

  TextArchitecture(String name, Family family, Fitting fitting) {
    this(name, family, fitting, Optional.empty());
  }

  private static TextArchitecture bert(String name, Bert.Size size, Pooling pooling) {
    return new TextArchitecture(name, tokens -> Bert.of(size, pooling, tokens), BERT);
  }

  private static TextArchitecture roberta(String name, Roberta.Size size) {
    return new TextArchitecture(name, tokens -> Roberta.of(size, Pooling.CLASS, tokens), ROBERTA);
  }

  /** Finds a row; any case, dashes or underscores. */
  static Optional<TextArchitecture> named(String name) {
    String key = name.toLowerCase(Locale.ROOT).replace('-', '_');
    return ROWS.stream().filter(row -> row.name.equals(key)).findFirst();
  }

  TextArchitecture longest(int tokens) {
    return new TextArchitecture(name, family, fitting, Optional.of(tokens));
  }

  int most() {
    return longest.orElseGet(() -> TextWeights.ofEncoder(name).get(0).longest());
  }

  @Override
  public Graph graph() {
    return family.graph(most());
  }

  /** It has no top of its own. */
  @Override
  public Graph body() {
    return graph();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s (%d tokens)", name, most());
  }
}
