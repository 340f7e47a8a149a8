package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.NearestRows;
import dev.graft.graph.Padding;
import dev.graft.graph.Rescale;
import dev.graft.graph.Resize;
import dev.graft.graph.Shape;
import dev.graft.graph.UnitLength;

/** Draws a head behind a body; a vector is not pooled again. */
final class Grafting {
  private Grafting() {}

  static Graph onto(Graph body, Head head) {
    GraphBuilder net = GraphBuilder.onto(body);
    if (head.decoder().isPresent()) {
      return segmenter(net, body, head);
    }
    boolean map = body.outputShape().rank() > 1;
    if (map && head.pooling() == Head.Pooling.AVERAGE) {
      net.globalAveragePool("head.pool");
    } else if (map) {
      net.flatten("head.flatten");
    }
    layers(net, head);
    net.linear(Head.CLASSIFIER, head.output().outputs.applyAsInt(head.classes().size()));
    if (head.scale().isPresent()) {
      net.then(Head.RESCALE, new Rescale(head.classes().size()));
    }
    return net.head();
  }

  /** Classifies the pixels of the decoder's map, and enlarges what it says to the input's size. */
  private static Graph segmenter(GraphBuilder net, Graph body, Head head) {
    Shape input = body.inputShape();
    Decoding decoding = head.decoder().orElseThrow().decoding();
    decoding.draw(net, FeatureMaps.drawn(net, body, decoding.finest()), input);
    layers(net, head);
    net.biasedConv(Head.CLASSIFIER, head.classes().size(), 1, 1, Padding.NONE);
    boolean full = net.shape().equals(input.channels(head.classes().size()));
    return (full ? net : net.then(Head.RESIZE, new Resize(input.get(1), input.get(2)))).head();
  }

  private static void layers(GraphBuilder net, Head head) {
    int number = 0;
    for (Head.Layer layer : head.layers()) {
      number++;
      if (layer instanceof Head.Layer.Dense dense) {
        net.linear("head.dense" + number, dense.units());
        net.activation("head.act" + number, dense.activation().function());
      } else if (layer instanceof Head.Layer.Dropout dropout) {
        net.dropout("head.dropout" + number, dropout.rate());
      } else if (layer instanceof NeighboursLayer rows) {
        net.then(Head.UNIT, new UnitLength());
        int width = Math.toIntExact(net.shape().size());
        net.then(Head.NEIGHBOURS, new NearestRows(width, rows.rows(), rows.nearest()));
      }
    }
  }
}
