package dev.graft;

import dev.graft.graph.Graph;

/** What a model is drawn by: a network of the catalogue, whatever it reads. */
interface Blueprint {
  /** Names it as the catalogue does, so that a saved model finds it again. */
  String name();

  /** Draws the whole network as it was published. */
  Graph graph();

  /** Draws the part that heads are put on. */
  Graph body();
}
