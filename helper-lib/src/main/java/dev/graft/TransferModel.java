package dev.graft;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import dev.graft.data.InputContract;
import dev.graft.data.TextContract;
import dev.graft.engine.Blocks;
import dev.graft.engine.Engines;
import dev.graft.engine.Network;
import dev.graft.evaluate.Trust;
import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import dev.graft.infer.Onnx;
import dev.graft.infer.OnnxFile;
import dev.graft.memory.NativeMemory;
import dev.graft.weights.StateDict;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;

/**
 * A pretrained network on its way to a new task: a backbone, its head, and what of it is frozen.
 * The verbs of {@link Transfer} change it; all else reads it.
 *
 * <p>Weights live in host memory as named tensors, so a model belongs to no engine and keeps its
 * values through every kind of failure. {@link #close} frees what was compiled for it; so does
 * forgetting the model, once the collector has run. A closed model can still be shown.
 *
 * <h2>Threads</h2>
 *
 * <p>All that reads a model may be called from any thread at any time, while it learns or is closed
 * too: {@code predict}, {@code evaluate}, {@code extractFeatures}, {@code search}, {@link #save},
 * {@link #exportOnnx(Path)}, {@link #block}, {@link #toString} and all else here. Such a call works
 * with what the model was when it began, to its end; the next one sees what became of it. While
 * {@code fineTune} runs, that is what the last finished epoch left.
 *
 * <p>What changes a model is done one after another. {@code freeze}, {@code unfreeze}, {@code
 * replaceHead}, {@code resize} and a second {@code fineTune} are refused with an {@link
 * IllegalStateException} while {@code fineTune} runs, on whatever thread, its listeners included.
 * {@link #close} is always done: a training that is under way then ends with an {@link
 * IllegalStateException} after its epoch. Different models know nothing of each other, and may be
 * trained at the same time.
 *
 * <p>What a block of {@link #block} may be used for at once is DJL's to say.
 */
public final class TransferModel implements AutoCloseable {

  private final ModelLife life;

  TransferModel(ModelState state, String engine) {
    this.life = new ModelLife(state, engine);
    NativeMemory.whenForgotten(this, life::forget);
  }

  /**
   * Loads what {@link #save} wrote.
   *
   * @param folder with {@code model.json} and {@code model.safetensors}
   * @return an equal model, frozen as it was, on the engine that the rule chooses here
   * @throws IllegalArgumentException when the folder holds no intact model; the text says why
   */
  public static TransferModel load(Path folder) {
    return new TransferModel(ModelFiles.read(folder), Engines.choose());
  }

  /**
   * Saves weights, classes, head, frozen set and input contract, readable from Python too. A model
   * that was there is replaced only when the new one is whole.
   *
   * @param folder to write
   */
  public void save(Path folder) {
    ModelFiles.write(folder, state(), engine());
  }

  /**
   * Writes the whole network as an ONNX file: a preprocessed tensor in, or for texts {@code
   * input_ids} and {@code attention_mask}, logits out.
   *
   * @param file to create or replace; its folder must exist
   * @return its size, parameters, opset and latency on this machine
   */
  public OnnxFile exportOnnx(Path file) {
    return exportOnnx(file, Onnx.logits());
  }

  /**
   * Writes the network as an ONNX file. Batch normalizations are folded, values keep the names of
   * the layers, the batch size is open; classes, input contract, versions and the weights' SHA-256
   * stand in its metadata. That of a calibrated model gives {@code trust.features} too, has {@code
   * graft.trust} in its metadata and a {@code .trust.safetensors} beside it.
   *
   * @param file to create or replace, by an atomic rename; its folder must exist
   * @param options what the file takes and gives
   * @return its size, parameters, opset and latency on this machine
   * @throws IllegalArgumentException when there is no such layer, or no head to give logits
   * @throws java.io.UncheckedIOException when the file cannot be written
   */
  public OnnxFile exportOnnx(Path file, Onnx options) {
    return ModelExport.write(state(), file, options);
  }

  /**
   * Names the classes.
   *
   * @return in the order of the logits
   */
  public List<String> classes() {
    return state().classes();
  }

  /**
   * Names the training engine.
   *
   * @return {@code MXNet} or {@code PyTorch}
   */
  public String engine() {
    return life.engine();
  }

  /**
   * Tells what the weights want to see.
   *
   * @return size, colour order, mean, std, crop and interpolation
   * @throws IllegalArgumentException when the model reads texts
   */
  public InputContract contract() {
    return state().photos();
  }

  /**
   * Tells how the weights want to read texts.
   *
   * @return tokenizer, longest text, and what is put before each
   * @throws IllegalArgumentException when the model sees photos
   */
  public TextContract textContract() {
    return state().texts();
  }

  /**
   * Tells what the model was calibrated to by {@code calibrate}.
   *
   * @return empty where it was not, or has changed since
   */
  public Optional<Trust> trust() {
    return state().trust();
  }

  /**
   * Tells how the frozen part computes in whole numbers of 8 bits, where {@code freeze} was asked
   * for that.
   *
   * @return what it computes so and what that cost; empty where all is in float
   */
  public Optional<Int8Body> int8() {
    return state().int8();
  }

  /**
   * Tells what the model is asked about.
   *
   * @return whether it reads texts; else it sees photos
   */
  public boolean readsTexts() {
    return state().contract() instanceof TextContract;
  }

  /**
   * Reads the network's structure.
   *
   * @return the graph, from image to logits
   */
  public Graph graph() {
    return state().graph();
  }

  /**
   * Reads all parameters as they are now.
   *
   * @return a snapshot that later training does not change
   */
  public StateDict weights() {
    return state().weights();
  }

  /**
   * Names what is frozen.
   *
   * @return stages of which no node learns, in order
   */
  public List<String> frozen() {
    ModelState now = state();
    return now.graph().stages().stream()
        .filter(stage -> now.frozen().containsAll(stage.nodes()))
        .map(Stage::name)
        .toList();
  }

  /**
   * Finds the freeze boundary: what comes before it is compiled and never trained.
   *
   * @return the name of the node whose output the live slice reads
   */
  public String boundary() {
    return network().boundary().toString();
  }

  /**
   * Gives the network to plain DJL code.
   *
   * @return a new block with a copy of the weights, freed when it is forgotten or this model is
   *     closed
   */
  public Block block() {
    NDManager manager = Engines.load(engine()).newBaseManager();
    Block block = block(manager);
    life.keep(block, manager::close);
    return block;
  }

  /**
   * Gives the network to plain DJL code that has a manager of its own.
   *
   * @param manager of either engine; owns a copy of the weights, which is freed with it
   * @return a new block, which lives as long as the manager, whatever becomes of this model
   */
  public Block block(NDManager manager) {
    return Blocks.counted(network(), manager);
  }

  /**
   * Tells what kind of answer the head gives.
   *
   * @return one of several classes, tags, numbers or a mask
   * @throws IllegalArgumentException when there is no head yet
   */
  public Head.Output output() {
    return state().output();
  }

  /**
   * Lists the layers.
   *
   * @return one row a stage: layer, output shape, parameters, and whether they learn; of a closed
   *     model too
   */
  public Table table() {
    return Summary.of(life.shown());
  }

  /**
   * Compares the weights with those of an earlier moment, bit for bit.
   *
   * @param before what {@link #weights} gave, with this model's head
   * @return one row a stage: layer, whether it learns, how many of its learned tensors and of its
   *     running statistics changed, and how far the learned ones moved, as a share of their length:
   *     {@code ‖now − before‖ / ‖before‖}, missing where it began at 0
   * @throws IllegalArgumentException when the snapshot is of another network; the text names what
   *     it lacks
   */
  public Table changes(StateDict before) {
    return Changes.of(state(), before);
  }

  @Override
  public String toString() {
    return Summary.text(life.shown(), life.isClosed() ? "closed" : "on " + engine());
  }

  /** Frees what was compiled; calls under way finish. A second call does nothing. */
  @Override
  public void close() {
    life.close();
  }

  ModelState state() {
    return life.state();
  }

  ModelLife life() {
    return life;
  }

  Network network() {
    ModelState now = state();
    return new Network(now.graph(), now.weights(), now.frozen(), engine(), now.quantization());
  }

  Set<String> frozenNodes() {
    return new HashSet<>(state().frozen());
  }
}
