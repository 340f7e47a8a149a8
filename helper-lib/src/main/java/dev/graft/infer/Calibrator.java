package dev.graft.infer;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.graft.data.Batch;
import dev.graft.data.Batches;
import dev.graft.data.Inputs;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.infer.Quantization.Range;
import dev.graft.progress.Progress;
import dev.graft.weights.StateDict;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds how a slice computes in whole numbers, on inputs that it will see: runs it in float, looks
 * between which numbers each value lies, and how much each product alone would spoil.
 *
 * <p>Inputs are computed one at a time, of each value a histogram is kept: memory does not grow
 * with their number.
 */
public final class Calibrator {
  /** Of the inputs, for how many the output is computed with each product in whole numbers. */
  private static final int LISTENED = 4;

  /** Noise of all products together, as a share of the signal, above which the loudest stay. */
  private static final double MOST_NOISE = 0.01;

  /** Of the products that is the share that may stay in float. */
  private static final double MOST_FLOATS = 0.1;

  private final Graph slice;
  private final StateDict weights;
  private final Set<String> layers;
  private final Inputs inputs;
  private final Set<String> products = new LinkedHashSet<>();
  private EightBitPlan plan;

  Calibrator(Graph slice, StateDict weights, Set<String> layers, Inputs inputs) {
    this.slice = slice;
    this.weights = weights;
    this.layers = layers;
    this.inputs = inputs;
  }

  /**
   * Calibrates.
   *
   * @param slice of a network, from its inputs to where its frozen part ends
   * @param weights that hold at least the slice's tensors
   * @param layers names of those that may compute in whole numbers
   * @param inputs such as the network will see, at least one
   * @param most how many of them are looked at, evenly spread
   * @return how the slice computes
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Quantization of(
      Graph slice, StateDict weights, Set<String> layers, Inputs inputs, int most) {
    List<String> computed =
        slice.outputs().stream().filter(value -> !slice.inputs().contains(value)).toList();
    Graph part = computed.equals(slice.outputs()) ? slice : slice.until(new Cut(computed));
    return new Calibrator(part, weights, layers, inputs).calibrate(most);
  }

  private Quantization calibrate(int most) {
    int[] order = spread(inputs.size(), most);
    String title = "calibrating int8 on " + order.length + " inputs";
    try (Progress progress = Progress.start(title, products.size())) {
      Quantization all = ranges(order);
      var sensitivity = new Sensitivity(slice, weights, inputs, spread(inputs.size(), LISTENED));
      Quantization found = all.heard(sensitivity.decibels(all));
      if (noise(found.decibels()) > MOST_NOISE) {
        Quantization fewer = all.leaving(floats(loudest(all, sensitivity, progress)));
        found = fewer.heard(sensitivity.decibels(fewer));
      }
      progress.keep(found.toString());
      return found;
    }
  }

  /** Measures each product alone, which takes a session each. */
  private Map<String, Double> loudest(
      Quantization all, Sensitivity sensitivity, Progress progress) {
    Map<String, Double> decibels = new TreeMap<>();
    for (String product : products) {
      Set<String> others = new HashSet<>(products);
      others.remove(product);
      decibels.put(product, sensitivity.decibels(all.leaving(others)));
      progress.step(1, "");
      if (Thread.interrupted()) {
        throw new CancellationException("interrupted while int8 was calibrated");
      }
    }
    return decibels;
  }

  /** Leaves the loudest in float, until the rest together is quiet enough or there are many. */
  private static Set<String> floats(Map<String, Double> decibels) {
    List<String> loudest =
        decibels.keySet().stream().sorted(Comparator.comparing(decibels::get)).toList();
    double noise = decibels.values().stream().mapToDouble(Calibrator::noise).sum();
    Set<String> floats = new LinkedHashSet<>();
    for (String product : loudest) {
      if (noise <= MOST_NOISE || floats.size() >= MOST_FLOATS * decibels.size()) {
        break;
      }
      floats.add(product);
      noise -= noise(decibels.get(product));
    }
    return floats;
  }

  private static double noise(double decibels) {
    return Math.pow(10, -decibels / 10);
  }

  /**
   * Tells which inputs are looked at.
   *
   * @param size of the set
   * @param most how many at most
   * @return their places in the set, evenly spread
   */
  public static int[] spread(int size, int most) {
    int count = Math.min(most, size);
    return IntStream.range(0, count).map(i -> (int) ((long) i * size / count)).toArray();
  }

  private Quantization ranges(int... order) {
    byte[] model =
        OnnxExport.bytes(
            slice,
            weights,
            Map.of(),
            (graph, owners) -> {
              plan = new EightBitPlan(graph, owners, (l, p) -> layers.contains(l), v -> true);
              return watched(graph, plan);
            });
    products.addAll(plan.products());
    Map<String, Histogram> histograms = new LinkedHashMap<>();
    plan.given.forEach(value -> histograms.put(value, new Histogram()));
    plan.read.forEach(value -> histograms.put(value, new Histogram()));
    try (OnnxSession session = OnnxSession.open(slice, model, Processors.physical())) {
      look(session, order, watching(histograms, Histogram::widen));
      look(session, order, watching(histograms, Histogram::count));
    }
    Map<String, Range> ranges = new TreeMap<>();
    histograms.entrySet().parallelStream()
        .map(e -> Map.entry(e.getKey(), e.getValue().least()))
        .sequential()
        .forEach(e -> ranges.put(e.getKey(), new Range(e.getValue()[0], e.getValue()[1])));
    plan.alike.forEach((value, other) -> ranges.put(value, ranges.get(other)));
    return new Quantization(ranges, layers, products, Set.of(), 0);
  }

  private static BiConsumer<String, FloatBuffer> watching(
      Map<String, Histogram> histograms, BiConsumer<Histogram, FloatBuffer> how) {
    return (value, floats) -> {
      if (histograms.containsKey(value)) {
        how.accept(histograms.get(value), floats);
      }
    };
  }

  /** Lets the model give the values that are to be looked at. */
  private static GraphProto watched(GraphProto graph, EightBitPlan plan) {
    GraphProto.Builder more = graph.toBuilder();
    for (String value : watched(plan)) {
      if (!plan.isOutput(value)) {
        more.addOutput(
            ValueInfoProto.newBuilder()
                .setName(value)
                .setType(
                    TypeProto.newBuilder()
                        .setTensorType(
                            TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
      }
    }
    return more.build();
  }

  private static List<String> watched(EightBitPlan plan) {
    return Stream.concat(plan.given.stream(), plan.read.stream())
        .filter(value -> !plan.isInput(value))
        .toList();
  }

  private void look(OnnxSession session, int[] order, BiConsumer<String, FloatBuffer> each) {
    try (Batches batches = Batches.of(inputs, order, 1)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        session.watch(batch.values(), batch.extent(), each);
      }
    }
  }
}
