package dev.graft;

import dev.graft.graph.GraphBuilder;
import java.util.List;

/** Draws the layers between a body's maps and the classifier of a segmenter. */
interface Decoding {
  /** Channels of the map that the classifier reads. */
  int CHANNELS = 128;

  /**
   * Appends them; the last one gives what the classifier reads.
   *
   * @param net that stands behind the body; nodes begin with {@code head.}
   * @param maps nodes of the body, each map smaller than the one before, the body's output last
   */
  void draw(GraphBuilder net, List<String> maps);
}
