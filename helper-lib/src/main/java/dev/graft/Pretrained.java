package dev.graft;

import dev.graft.graph.Graph;

/** A network of the catalogue, with the weights that it stands for: of photos or of texts. */
public sealed interface Pretrained permits Backbone, TextEncoder {
  /**
   * Names the network.
   *
   * @return for example {@code efficientnet_lite0} or {@code minilm_l6}
   */
  String name();

  /**
   * Chooses the training engine.
   *
   * @param engine {@code MXNet} or {@code PyTorch}
   * @return the network on that engine
   */
  Pretrained on(String engine);

  /**
   * Draws the network as it was published.
   *
   * @return the graph
   */
  Graph graph();

  /**
   * Loads the weights of the catalogue.
   *
   * @return a model, all of it trainable
   * @throws IllegalArgumentException when they are not to be had; the text says what to do
   */
  TransferModel load();
}
