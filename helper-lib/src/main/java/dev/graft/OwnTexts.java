package dev.graft;

import dev.graft.graph.Graph;

/** What a model of texts is drawn by that no catalogue has: layers that were read from a file. */
record OwnTexts(Graph body) implements Blueprint {
  @Override
  public String name() {
    return body.name();
  }

  @Override
  public Graph graph() {
    return body;
  }

  @Override
  public String toString() {
    return name() + " (" + body.inputShape().get(1) + " tokens)";
  }
}
