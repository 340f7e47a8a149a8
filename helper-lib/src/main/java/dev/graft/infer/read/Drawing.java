package dev.graft.infer.read;

import dev.graft.graph.Combine;
import dev.graft.graph.Given;
import dev.graft.graph.Graph;
import dev.graft.graph.Input;
import dev.graft.graph.Node;
import dev.graft.graph.Op;
import dev.graft.graph.Parameter;
import dev.graft.graph.Reshape;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.graph.Transpose;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph that is being drawn from a file: nodes, their shapes and their weights. */
final class Drawing {
  /** Of one sample; a value of more is none that an image of a sane size becomes. */
  private static final long MOST_ELEMENTS = 1 << 26;

  private static final int MOST_NODES = 50_000;

  private final long opset;
  private final long fixedBatch;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final LayerNames names = new LayerNames();
  private final Set<String> learned = new HashSet<>();

  /**
   * Begins.
   *
   * @param fixedBatch the batch that the file is made for; 0 where it is open
   */
  Drawing(long opset, long fixedBatch) {
    this.opset = opset;
    this.fixedBatch = fixedBatch;
  }

  long opset() {
    return opset;
  }

  long fixedBatch() {
    return fixedBatch;
  }

  /** Adds an input. */
  Flow input(String name, Shape shape, long... dims) {
    String own = names.unique(name);
    nodes.add(new Node(own, new Input(shape), List.of()));
    shapes.put(own, shape);
    return Flow.of(own, dims);
  }

  /** Adds a layer; its tensors are named by their parameters. */
  Flow add(String name, Op op, Map<String, Tensor> tensors, long[] dims, Flow... inputs) {
    if (nodes.size() >= MOST_NODES) {
      throw new IllegalArgumentException("more than " + MOST_NODES + " layers are drawn");
    }
    String own = names.unique(name);
    List<String> read = Arrays.stream(inputs).map(Flow::node).toList();
    Shape shape = op.output(read.stream().map(shapes::get).toList());
    if (shape.size() > MOST_ELEMENTS) {
      throw new IllegalArgumentException("it makes " + shape + " of one sample, which is too much");
    }
    Node node = new Node(own, op, read);
    for (Parameter parameter : op.parameters()) {
      Tensor tensor = tensors.get(parameter.name());
      if (!tensor.shape().equals(parameter.shape())) {
        throw new IllegalArgumentException(
            "its %s is %s, must be %s"
                .formatted(parameter.name(), tensor.shape(), parameter.shape()));
      }
      if (weights.put(node.key(parameter), tensor) != null) {
        throw new IllegalArgumentException("two weights are called " + node.key(parameter));
      }
    }
    Flow flow = Flow.of(own, inputs[0].inner(), dims);
    if (!flow.shape().equals(shape)) {
      throw new IllegalArgumentException("it makes " + shape + ", the file says " + flow.shape());
    }
    nodes.add(node);
    shapes.put(own, shape);
    boolean learns = op.parameters().stream().anyMatch(Parameter::learned);
    if (learns || read.stream().anyMatch(learned::contains)) {
      learned.add(own);
    }
    return flow;
  }

  Flow add(String name, Op op, long[] dims, Flow... inputs) {
    return add(name, op, Map.of(), dims, inputs);
  }

  /** Adds an op that changes no shape. */
  Flow same(String name, Op op, Flow input) {
    return add(name, op, input.dims(), input);
  }

  /** Tells whether something that learns lies before a value. */
  boolean behindLearned(Flow flow) {
    return learned.contains(flow.node());
  }

  /** Reads the same numbers as other dimensions, which hold the batch where they did. */
  Flow reshaped(String name, Flow from, long... dims) {
    Flow to = placed(from, dims);
    if (to.sample().equals(from.sample())) {
      return to;
    }
    Flow all = new Flow(from.node(), from.dims(), from.batch(), to.inner());
    return add(name + ":reshape", new Reshape(to.shape()), dims, all);
  }

  private static Flow placed(Flow from, long... dims) {
    Flow to = Flow.of(from.node(), dims);
    long inner = from.before() / Math.max(to.before(), 1);
    if (inner * to.before() != from.before() || to.factor() % inner != 0) {
      throw new IllegalArgumentException("it mixes what belongs to several samples");
    }
    return Flow.of(from.node(), inner, dims);
  }

  /** Puts axes into another order. */
  Flow transposed(String name, Flow from, int... order) {
    long[] dims = new long[order.length];
    List<Integer> axes = new ArrayList<>();
    boolean rising = true;
    for (int i = 0; i < order.length; i++) {
      dims[i] = from.dims()[order[i]];
      if (order[i] != from.batch() || from.factor() > 1) {
        int axis = order[i] == from.batch() ? order[i] + 1 : from.array(order[i]);
        rising &= axes.isEmpty() || axes.get(axes.size() - 1) < axis;
        axes.add(axis);
      }
    }
    if (rising) {
      return Flow.of(from.node(), from.inner(), dims);
    }
    return add(name + ":transpose", new Transpose(axes), dims, from);
  }

  /** Gives constant numbers to each sample: a class token in front of an image's. */
  Flow given(String path, Known known) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("nothing is read before it");
    }
    return given(path, known, nodes.get(nodes.size() - 1).name());
  }

  /** Gives constant numbers to each sample of a value beside which they stand. */
  Flow given(String path, Known known, Flow beside) {
    return given(path, known, beside.node());
  }

  private Flow given(String path, Known known, String beside) {
    long[] dims = known.dims().clone();
    if (known.repeated() < 0) {
      if (dims.length == 0 || dims[0] != 1) {
        throw new IllegalArgumentException(
            "constant numbers of " + Arrays.toString(dims) + " stand where samples should");
      }
      dims[0] = Value.BATCH;
    }
    Flow shape = Flow.of("", dims);
    List<Integer> own = shape.sample();
    Combine.Use use = use(known);
    Tensor tensor = Tensor.of(new Shape(own), known.floats());
    String name = known.own().isEmpty() ? path + ":given" : known.own();
    String read = names.unique(name);
    Node node = new Node(read, new Given(own, use), List.of(beside));
    nodes.add(node);
    shapes.put(read, shape.shape());
    weights.put(read, tensor);
    if (use == Combine.Use.LEARNED) {
      learned.add(read);
    }
    return new Flow(read, dims, shape.batch(), 1);
  }

  /** Whether an array of a layer's own is one that was trained. */
  static Combine.Use use(Known known) {
    String source = known.source();
    boolean trained =
        !source.isEmpty()
            && !known.whole()
            && known.size() > 1
            && !source.contains("::")
            && !source.matches("(?i).*(mask|index|coord|anchor|running_|num_batches).*");
    return trained ? Combine.Use.LEARNED : Combine.Use.FIXED;
  }

  Shape shape(String node) {
    return shapes.get(node);
  }

  Graph graph(String name, String output) {
    Graph all = new Graph(name, nodes, List.<Stage>of());
    return all.until(output);
  }

  StateDict weights(Graph graph) {
    return StateDict.of(weights).select(graph);
  }
}
