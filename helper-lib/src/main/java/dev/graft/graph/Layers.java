package dev.graft.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Some layers of a backbone, by name.
 *
 * <pre>{@code
 * unfreeze(model, Layers.last(4));          // the last four blocks and what follows them
 * unfreeze(model, Layers.from("block5"));   // block5 and all after it
 * unfreeze(model, Layers.named("stem", "block1"));
 * }</pre>
 */
public sealed interface Layers {

  /** What {@link #last} makes. */
  record Last(int blocks) implements Layers {}

  /** What {@link #first} makes. */
  record First(int blocks) implements Layers {}

  /** What {@link #from} makes. */
  record From(String layer) implements Layers {}

  /** What {@link #named} makes. */
  record Named(List<String> layers) implements Layers {}

  /** What {@link #all} makes. */
  record All() implements Layers {}

  /**
   * Chooses the last blocks and everything after them.
   *
   * @param blocks how many of the backbone's repeated blocks, at least 1
   * @return the choice
   */
  static Layers last(int blocks) {
    return new Last(blocks);
  }

  /**
   * Chooses the first blocks and everything before them.
   *
   * @param blocks how many of the backbone's repeated blocks, at least 1
   * @return the choice
   */
  static Layers first(int blocks) {
    return new First(blocks);
  }

  /**
   * Chooses a stage and everything after it.
   *
   * @param layer a stage ({@code block5.2}) or a group of stages ({@code block5})
   * @return the choice
   */
  static Layers from(String layer) {
    return new From(layer);
  }

  /**
   * Chooses layers by name.
   *
   * @param layers stages, groups of stages or single nodes
   * @return the choice
   */
  static Layers named(String... layers) {
    return new Named(List.of(layers));
  }

  /**
   * Chooses the whole backbone.
   *
   * @return the choice
   */
  static Layers all() {
    return new All();
  }

  /**
   * Finds the nodes meant, in a backbone without its head.
   *
   * @param body the backbone
   * @return names of nodes
   * @throws IllegalArgumentException when there is no such layer; the text lists what there is
   */
  default Set<String> in(Graph body) {
    List<Stage> stages = body.stages().stream().filter(s -> s.kind() != Stage.Kind.HEAD).toList();
    Set<String> nodes = new LinkedHashSet<>();
    if (this instanceof Named named) {
      named.layers().forEach(layer -> nodes.addAll(one(body, layer)));
    } else {
      range(body, stages).forEach(stage -> nodes.addAll(stage.nodes()));
    }
    return nodes;
  }

  private List<Stage> range(Graph body, List<Stage> stages) {
    if (this instanceof From from) {
      return stages.subList(startOf(body, stages, from.layer()), stages.size());
    } else if (this instanceof Last last) {
      List<Integer> blocks = blocks(body, stages, last.blocks());
      return stages.subList(blocks.get(blocks.size() - last.blocks()), stages.size());
    } else if (this instanceof First first) {
      List<Integer> blocks = blocks(body, stages, first.blocks());
      return stages.subList(0, blocks.get(first.blocks() - 1) + 1);
    }
    return stages;
  }

  private static int startOf(Graph body, List<Stage> stages, String layer) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).name().equals(layer) || stages.get(i).group().equals(layer)) {
        return i;
      }
    }
    body.resolve(layer);
    throw new IllegalArgumentException(
        "\""
            + layer
            + "\" is not a stage; Layers.from needs one, Layers.named takes single layers");
  }

  private static List<Integer> blocks(Graph body, List<Stage> stages, int wanted) {
    List<Integer> blocks = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).kind() == Stage.Kind.BLOCK) {
        blocks.add(i);
      }
    }
    if (wanted < 1 || wanted > blocks.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "blocks is %d; %s has %d of them", wanted, body.name(), blocks.size()));
    }
    return blocks;
  }

  private static Set<String> one(Graph body, String layer) {
    Set<String> nodes = new LinkedHashSet<>();
    for (Stage stage : body.stages()) {
      if (stage.name().equals(layer) || stage.group().equals(layer)) {
        nodes.addAll(stage.nodes());
      }
    }
    if (nodes.isEmpty()) {
      nodes.add(body.resolve(layer));
    }
    return nodes;
  }
}
