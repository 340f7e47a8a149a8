package dev.graft;

import dev.graft.data.Contract;
import dev.graft.data.InputContract;
import dev.graft.data.TextContract;
import dev.graft.evaluate.Trust;
import dev.graft.graph.Graph;
import dev.graft.graph.Linear;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Opaque;
import dev.graft.graph.Shape;
import dev.graft.infer.Quantization;
import dev.graft.weights.Excerpt;
import dev.graft.weights.StateDict;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a model is, at one moment.
 *
 * @param backbone the row of the catalogue that it began with
 * @param graph from image to logits, or to the last feature map where there is no head
 * @param weights every parameter of the graph
 * @param frozen names of the nodes that never change
 * @param head what was grafted on, if anything was
 * @param classes in the order of the logits
 * @param contract what the weights want to be fed
 * @param trust what these weights were calibrated to; any other weights have none
 * @param int8 how frozen layers compute in whole numbers; empty: all in float
 */
record ModelState(
    Blueprint backbone,
    Graph graph,
    StateDict weights,
    Set<String> frozen,
    Optional<Head> head,
    List<String> classes,
    Contract contract,
    Optional<Trust> trust,
    Optional<Int8Body> int8) {

  ModelState {
    frozen = Set.copyOf(frozen);
    classes = List.copyOf(classes);
  }

  /** A model that was not calibrated, or is another one since. */
  ModelState(
      Blueprint backbone,
      Graph graph,
      StateDict weights,
      Set<String> frozen,
      Optional<Head> head,
      List<String> classes,
      Contract contract) {
    this(
        backbone,
        graph,
        weights,
        frozen,
        head,
        classes,
        contract,
        Optional.empty(),
        Optional.empty());
  }

  /** The same, its frozen part in whole numbers or in float. */
  ModelState int8(Optional<Int8Body> body) {
    return new ModelState(backbone, graph, weights, frozen, head, classes, contract, trust, body);
  }

  /** What is frozen in whole numbers stays so; what it cost is that of other weights. */
  private Optional<Int8Body> uncosted() {
    return int8.map(body -> new Int8Body(body.quantization(), Optional.empty()));
  }

  /** How frozen layers compute, for those who compute. */
  Optional<Quantization> quantization() {
    return int8.map(Int8Body::quantization);
  }

  /** Demands a classifier. */
  void requireHead() {
    List<Node> nodes = graph.nodes();
    Op last = nodes.get(nodes.size() - 1).op();
    if (head.isEmpty() && !(last instanceof Linear)) {
      throw new IllegalArgumentException(
          "this model has no head yet; call replaceHead(model, Head.classifier(classes))");
    }
  }

  /** What a network of the catalogue has of its own are classes. */
  Head.Output output() {
    requireHead();
    return head.map(Head::output).orElse(Head.Output.SOFTMAX);
  }

  /**
   * Tells what the model answers with; what a network of the catalogue has of its own are classes.
   */
  AnswerKind answers() {
    return head.map(its -> AnswerKind.of(its.output())).orElse(AnswerKind.CLASSES);
  }

  /** Demands a head of classes. */
  void requireClasses() {
    requireHead();
    AnswerKind kind = answers();
    if (kind != AnswerKind.CLASSES) {
      throw new IllegalArgumentException(
          "this model answers with %s (%s), not with classes; evaluate it on a %s, or ask %s(model, images)"
              .formatted(kind.noun(), Excerpt.listed(classes), kind.set(), kind.verb()));
    }
  }

  /** Demands a head of a kind that has no classes of inputs. */
  void require(AnswerKind wanted) {
    requireHead();
    if (answers() != wanted) {
      throw new IllegalArgumentException(
          "this model answers with %s (%s), not with %s; call %s"
              .formatted(answers().noun(), Excerpt.listed(classes), wanted.noun(), wanted.graft()));
    }
  }

  /** Finds the class of a name, by its place among the logits. */
  int label(String wanted) {
    requireClasses();
    int label = classes.indexOf(wanted);
    if (label < 0) {
      throw new IllegalArgumentException(
          "no class %s; there are %s".formatted(Excerpt.quoted(wanted), Excerpt.listed(classes)));
    }
    return label;
  }

  /** Whether its layers stand in no catalogue, because they were read from somebody's file. */
  boolean drawn() {
    boolean own = backbone instanceof Architecture photos && photos.isOwn();
    return own && opaque().isEmpty() || backbone instanceof OwnTexts;
  }

  /** The body, where somebody else drew it. */
  Optional<Opaque> opaque() {
    return graph.nodes().stream()
        .map(Node::op)
        .filter(Opaque.class::isInstance)
        .map(Opaque.class::cast)
        .findFirst();
  }

  ModelState weights(StateDict changed) {
    return new ModelState(
            backbone, graph, weights.with(changed.tensors()), frozen, head, classes, contract)
        .int8(uncosted());
  }

  /** What is left to be shown when the model is closed. */
  ModelState withoutWeights() {
    return new ModelState(backbone, graph, StateDict.of(Map.of()), frozen, head, classes, contract);
  }

  ModelState frozen(Set<String> nodes) {
    Optional<Int8Body> within = int8.flatMap(body -> body.within(nodes));
    return new ModelState(backbone, graph, weights, nodes, head, classes, contract, trust, within);
  }

  /** The same answers, and how far to believe them. */
  ModelState trusted(Trust its) {
    return new ModelState(
        backbone, graph, weights, frozen, head, classes, contract, Optional.of(its), int8);
  }

  /** What the weights want of photos. */
  InputContract photos() {
    if (contract instanceof InputContract photos) {
      return photos;
    }
    throw new IllegalArgumentException(
        backbone.name() + " reads texts, not photos; textContract() says how");
  }

  /** What the weights want of texts. */
  TextContract texts() {
    if (contract instanceof TextContract texts) {
      return texts;
    }
    throw new IllegalArgumentException(
        backbone.name() + " sees photos, not texts; contract() says how");
  }

  /** The same network for images of another size. */
  ModelState size(Sides sides) {
    InputContract own = photos();
    if (opaque().isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s takes images of %d pixels only; resize a backbone of the catalogue",
              backbone.name(),
              own.width()));
    }
    if (drawn()) {
      throw new IllegalArgumentException(
          "%s was read for images of %s only; read its file again with another contract"
              .formatted(backbone.name(), Sides.of(own)));
    }
    Architecture sized = ((Architecture) backbone).size(sides);
    boolean whole = head.isEmpty() && !graph.output().equals(backbone.body().output());
    Graph next =
        head.map(h -> Grafting.onto(sized.body(), h)).orElse(whole ? sized.graph() : sized.body());
    StateDict fitted = sized.flavour().fitting().resized(next, weights);
    next.parameters()
        .forEach(
            (name, parameter) -> {
              Shape now = fitted.get(name).shape();
              if (!now.equals(parameter.shape())) {
                throw new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "at %s pixels \"%s\" would be %s, it is %s; a head that is not"
                            + " flattened fits every size",
                        sides,
                        name,
                        parameter.shape(),
                        now));
              }
            });
    return new ModelState(sized, next, fitted, frozen, head, classes, sides.sized(own));
  }

  /** The same body with a fresh head, its weights drawn from the head's seed. */
  ModelState head(Head next) {
    Graph body = backbone.body();
    Graph grafted = Grafting.onto(body, next);
    Set<String> stillFrozen = new HashSet<>(frozen);
    stillFrozen.retainAll(body.nodes().stream().map(Node::name).toList());
    StateDict all = weights.select(body).with(HeadWeights.of(next, grafted));
    return new ModelState(
            backbone, grafted, all, stillFrozen, Optional.of(next), next.classes(), seenBy(next))
        .int8(uncosted());
  }

  /** A segmenter sees the whole shorter side, all other heads what the weights want. */
  private Contract seenBy(Head next) {
    if (AnswerKind.of(next.output()) == AnswerKind.MASKS) {
      return photos().crop(1);
    }
    return answers() == AnswerKind.MASKS
        ? photos().crop(((Architecture) backbone).contract().crop())
        : contract;
  }
}
