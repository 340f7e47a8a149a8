package dev.graft;

import dev.graft.data.FeatureSet;
import dev.graft.data.TextContract;
import dev.graft.data.TextSet;
import dev.graft.data.Unlabelled;
import dev.graft.engine.Bodies;
import dev.graft.engine.Network;
import dev.graft.graph.Graph;
import dev.graft.infer.Body;
import dev.graft.infer.CompiledBody;
import dev.graft.train.CompiledParts;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a model is at one moment, compiled once for a program that asks it from many threads, such
 * as the tasks of a cluster's executor. It keeps nothing of what it sees, reads no cache, starts no
 * threads to decode, and an input that cannot be read fails nobody but itself.
 *
 * <pre>{@code
 * try (var body = CompiledModel.features(model, "", 1)) {
 *   for (CompiledRow row : body.images(files)) { … }
 * }
 * }</pre>
 *
 * <p>Rows have the bits of {@link Transfer#extractFeatures} and {@link Transfer#predict}, in
 * batches of whatever size, on however many threads.
 */
public final class CompiledModel implements AutoCloseable {
  private final ModelState state;
  private final Body body;
  private final List<String> classes;
  private final int width;
  private final UnaryOperator<float[][]> finish;

  private CompiledModel(ModelState state, Body body, int width, UnaryOperator<float[][]> finish) {
    this.state = state;
    this.classes = state.classes();
    this.body = body;
    this.width = width;
    this.finish = finish;
  }

  /**
   * Compiles what gives features.
   *
   * @param model unchanged; may be closed afterwards
   * @param layer as for {@code extractFeatures}; empty: the whole backbone
   * @param threads that compute one batch together where nobody else computes, at least 1
   * @return rows are averaged over pixels or tokens, one vector an input
   * @throws IllegalArgumentException when there is no such layer
   * @throws IllegalStateException when ONNX Runtime is not available
   */
  public static CompiledModel features(TransferModel model, String layer, int threads) {
    return features(model.state(), layer, threads);
  }

  /**
   * Compiles what gives features of a saved model. No training engine needs to be there.
   *
   * @param saved folder, as for {@link TransferModel#load}
   * @param layer as for {@code extractFeatures}; empty: the whole backbone
   * @param threads that compute one batch together where nobody else computes, at least 1
   * @return rows are averaged over pixels or tokens, one vector an input
   * @throws IllegalArgumentException when there is no intact model, or no such layer
   * @throws IllegalStateException when ONNX Runtime is not available
   */
  public static CompiledModel features(Path saved, String layer, int threads) {
    return features(ModelFiles.read(saved), layer, threads);
  }

  private static CompiledModel features(ModelState now, String layer, int threads) {
    Graph cut = layer.isEmpty() ? now.backbone().body() : now.graph().until(layer);
    Graph graph = Pooling.of(now.graph(), cut);
    int width = Math.toIntExact(graph.outputShape().size());
    Body body = CompiledBody.concurrent(graph, now.weights(), threads, now.quantization());
    return new CompiledModel(now, body, width, rows -> rows);
  }

  /**
   * Compiles what gives logits.
   *
   * @param model unchanged; may be closed afterwards
   * @param threads that compute one batch together where nobody else computes, at least 1
   * @return rows have a logit a class, those of a binary head two
   * @throws IllegalArgumentException when the model does not answer with classes
   * @throws IllegalStateException when ONNX Runtime is not available
   */
  public static CompiledModel logits(TransferModel model, int threads) {
    return logits(model.state(), threads);
  }

  /**
   * Compiles what gives logits of a saved model. No training engine needs to be there.
   *
   * @param saved folder, as for {@link TransferModel#load}
   * @param threads that compute one batch together where nobody else computes, at least 1
   * @return rows have a logit a class, those of a binary head two
   * @throws IllegalArgumentException when there is no intact model, or it does not answer with
   *     classes
   * @throws IllegalStateException when ONNX Runtime is not available
   */
  public static CompiledModel logits(Path saved, int threads) {
    return logits(ModelFiles.read(saved), threads);
  }

  private static CompiledModel logits(ModelState now, int threads) {
    now.requireClasses();
    var network =
        new Network(
            HeadInput.told(now), now.weights(), now.frozen(), Bodies.COMPILED, now.quantization());
    Body body = CompiledParts.of(network, threads);
    return new CompiledModel(now, body, now.classes().size(), rows -> Logits.pairs(now, rows));
  }

  /**
   * Names the body by all that decides its features: {@link FeatureSet} asks whether a model has
   * it.
   *
   * @return a fingerprint
   */
  public String body() {
    return BehindBody.fingerprint(state);
  }

  /**
   * Names a model's body as {@link #body()} does, without compiling it.
   *
   * @param model unchanged
   * @return a fingerprint
   */
  public static String body(TransferModel model) {
    return BehindBody.fingerprint(model.state());
  }

  /**
   * Tells what it reads.
   *
   * @return true for texts, false for photos
   */
  public boolean readsTexts() {
    return state.contract() instanceof TextContract;
  }

  /**
   * Tells the classes of logits.
   *
   * @return names in their order; empty for a model without head
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * Tells how long a row is.
   *
   * @return features or classes
   */
  public int width() {
    return width;
  }

  /**
   * Computes what image files become.
   *
   * @param files the bytes of each
   * @return a row a file, in order
   * @throws IllegalArgumentException when the model reads texts
   * @throws IllegalStateException when closed
   */
  public List<CompiledRow> images(List<byte[]> files) {
    return pictures(
        files.stream()
            .map(file -> CompiledBatch.read(() -> Unlabelled.of(file).inputs(state.photos())))
            .toList());
  }

  /**
   * Computes what images in memory become.
   *
   * @param images of any type; alpha is laid over white
   * @return a row an image, in order
   * @throws IllegalArgumentException when the model reads texts
   * @throws IllegalStateException when closed
   */
  public List<CompiledRow> pixels(List<BufferedImage> images) {
    return pictures(
        images.stream()
            .map(one -> CompiledBatch.read(() -> Unlabelled.of(one).inputs(state.photos())))
            .toList());
  }

  /**
   * Computes what texts become.
   *
   * @param texts any Unicode; a blank one has a reason
   * @return a row a text, in order
   * @throws IllegalArgumentException when the model sees photos
   * @throws IllegalStateException when closed
   */
  public List<CompiledRow> texts(List<String> texts) {
    state.texts();
    var batch = new CompiledBatch(body, finish);
    return batch.rows(
        texts.stream()
            .map(
                text ->
                    CompiledBatch.read(
                        () -> TextSet.unlabelled(List.of(text)).inputs(state.contract())))
            .toList());
  }

  private List<CompiledRow> pictures(List<CompiledBatch.Source> sources) {
    state.photos();
    return new CompiledBatch(body, finish).rows(sources);
  }

  /** Waits for batches that are under way, then frees what was compiled. */
  @Override
  public void close() {
    body.close();
  }
}
