package dev.graft.backbone;

import dev.graft.graph.Activation.Function;
import dev.graft.graph.Attention;
import dev.graft.graph.Embedding;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.Position;
import dev.graft.graph.Segment;
import dev.graft.graph.Shape;
import dev.graft.graph.TokenMean;
import dev.graft.graph.UnitLength;
import java.util.Locale;

/**
 * What text encoders are made of, with the names of Hugging Face's BERT. Each block adds what it
 * computed to what it read, and normalizes then.
 *
 * @param vocabulary ids that there are
 * @param positions tokens of the longest text
 * @param width channels of each token
 * @param depth blocks
 * @param heads of each block
 * @param hidden channels between a block's two matrices
 * @param segments vectors that tell which text a token is of; 0 where none is added
 * @param epsilon of each normalization, added to the variance
 */
record BertLayers(
    int vocabulary,
    int positions,
    int width,
    int depth,
    int heads,
    int hidden,
    int segments,
    double epsilon) {
  private static final String MASK = "mask";

  /** Builds the whole encoder; {@code top} is what a head reads. */
  Graph graph(String name, Pooling pooling, int tokens) {
    if (tokens < 1 || tokens > positions) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "texts have %d tokens, %s takes 1 to %d", tokens, name, positions));
    }
    Shape row = Shape.of(1, tokens).opened();
    GraphBuilder net = GraphBuilder.input(name, "ids", row).input(MASK, row);
    embeddings(net).stage("embeddings");
    for (int i = 0; i < depth; i++) {
      block(net, "encoder.layer." + i + ".").block("block" + (i + 1));
    }
    return pooled(net, pooling).stage("top").build();
  }

  private GraphBuilder embeddings(GraphBuilder net) {
    String at = "embeddings.";
    net.then(at + "word_embeddings", new Embedding(vocabulary, width));
    if (segments > 0) {
      net.then(at + "token_type_embeddings", new Segment(width, segments));
    }
    net.then(at + "position_embeddings", new Position(width, positions));
    return norm(net, at + "LayerNorm");
  }

  private GraphBuilder block(GraphBuilder net, String at) {
    String input = net.last();
    net.linear(at + "attention.self.qkv", 3 * width);
    net.then(at + "attention.self", new Attention(heads), MASK);
    net.linear(at + "attention.output.dense", width).add(at + "attention.add", input);
    String middle = norm(net, at + "attention.output.LayerNorm").last();
    net.linear(at + "intermediate.dense", hidden);
    net.activation(at + "intermediate.act", Function.GELU);
    net.linear(at + "output.dense", width).add(at + "add", middle);
    return norm(net, at + "output.LayerNorm");
  }

  private GraphBuilder norm(GraphBuilder net, String node) {
    return net.then(node, new LayerNorm(width, epsilon));
  }

  private static GraphBuilder pooled(GraphBuilder net, Pooling pooling) {
    boolean first = pooling == Pooling.CLASS || pooling == Pooling.UNIT_CLASS;
    if (first) {
      net.then("token", new TokenMean(0, 1));
    } else {
      net.then("mean", new TokenMean(0, net.shape().get(1)), MASK);
    }
    boolean unit = pooling == Pooling.UNIT_CLASS || pooling == Pooling.UNIT_MEAN;
    return unit ? net.then("unit", new UnitLength()) : net;
  }
}
