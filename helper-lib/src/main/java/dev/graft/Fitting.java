package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.weights.BackgroundClass;
import dev.graft.weights.KerasDense;
import dev.graft.weights.Reshaping;
import dev.graft.weights.StackedProjections;
import dev.graft.weights.StateDict;
import java.util.Collection;
import java.util.function.UnaryOperator;

/** Brings published tensors, in torch's layout, into the form the graph wants. */
interface Fitting {
  StateDict toGraph(Graph graph, StateDict published);

  /** Tells whether published tensors were made for the graph's size of input. */
  default boolean isForSizeOf(Graph graph, StateDict published) {
    return true;
  }

  /** Fits a model's own tensors to its graph for images of another size. */
  default StateDict resized(Graph graph, StateDict own) {
    return own;
  }

  /** Gives a published tensor the name that the graph has for it. */
  interface Naming {
    String graphName(Graph graph, String published);
  }

  /** Names the tensors of one file by all the names in it, whose numbers may begin anywhere. */
  interface Numbering {
    UnaryOperator<String> graphNames(Graph graph, Collection<String> published);
  }

  /** Keeps each name. */
  Naming KEPT = (graph, published) -> published;

  /** The published names are the graph's. */
  static StateDict kept(Graph graph, StateDict published) {
    return published;
  }

  static Fitting named(Naming naming) {
    return (graph, published) -> Reshaping.toGraph(graph, renamed(naming, graph, published));
  }

  private static StateDict renamed(Naming naming, Graph graph, StateDict published) {
    return published.rename(name -> naming.graphName(graph, name));
  }

  /** Three projections become one. */
  static Fitting stacked(Naming naming) {
    return (graph, published) ->
        StackedProjections.toGraph(graph, renamed(naming, graph, published));
  }

  static Fitting numbered(Numbering numbering) {
    return (graph, published) -> published.rename(numbering.graphNames(graph, published.names()));
  }

  /** Under the graph's own names the dense layers are the graph's own already. */
  static Fitting keras(Naming naming) {
    return (graph, published) -> {
      StateDict named = renamed(naming, graph, published);
      return named.names().equals(published.names()) ? published : KerasDense.toGraph(graph, named);
    };
  }

  /** TF-Slim's networks know a class more, the background, which comes first. */
  static Fitting slim(Naming naming) {
    return (graph, published) ->
        KerasDense.toGraph(
            graph, BackgroundClass.dropped(graph, renamed(naming, graph, published)));
  }
}
