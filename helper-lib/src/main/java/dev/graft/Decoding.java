package dev.graft;

import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import java.util.List;

/** Draws the layers between a body's maps and the classifier of a segmenter. */
interface Decoding {
  /** Channels to which maps are brought. */
  int CHANNELS = 128;

  /** The largest map that is read, as a share of the input's side; 0: the last map alone. */
  double finest();

  /**
   * Appends them; the last one gives what the classifier reads.
   *
   * @param net that stands behind the body; nodes begin with {@code head.}
   * @param maps nodes, each map smaller than the one before, the deepest last
   * @param input what the body is fed, {@code (C, H, W)}
   */
  void draw(GraphBuilder net, List<String> maps, Shape input);
}
