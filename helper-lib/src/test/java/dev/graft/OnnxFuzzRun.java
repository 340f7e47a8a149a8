package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that opens damaged ONNX models one after the other, and may die of them: ONNX Runtime
 * and the engines are native code. Before each it writes which it is; at the end what it found.
 */
final class OnnxFuzzRun {
  private static final Path REFERENCE = Path.of("src/test/resources/reference/onnx");

  /** Of five ways to draw a network of images, and of two exporters' transformers that read. */
  private static final List<String> LAYERS =
      List.of(
          "layers_attention",
          "layers_assigned",
          "layers_gated",
          "layers_local",
          "layers_resnet_second",
          "layers_sequences",
          "layers_windows",
          "texts_bert_fused",
          "texts_bert_second",
          "texts_distilbert");

  private OnnxFuzzRun() {}

  /**
   * The process.
   *
   * @param arguments folder, first seed, count, and {@code frozen} or {@code layers}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long first = Long.parseLong(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    boolean layers = arguments[3].equals("layers");
    Path file = folder.resolve("net.onnx");
    List<byte[]> originals = layers ? recorded() : drawn();
    for (int i = 0; i < originals.size(); i++) {
      String refusal = refusal(Files.write(file, originals.get(i)), layers, texts(i));
      if (!refusal.isEmpty()) {
        throw new IllegalStateException("the original is refused: " + refusal);
      }
    }
    int faults = 0;
    MutantCost cost = new MutantCost();
    for (int i = 0; i < count; i++) {
      long seed = first + i;
      int which = Math.floorMod(seed, originals.size());
      Files.writeString(folder.resolve("seed"), "" + seed);
      byte[] original = originals.get(which);
      Files.write(
          file,
          layers && seed / originals.size() % 2 == 0
              ? new OnnxTangle(seed).of(original)
              : new OnnxMutation(seed).of(original));
      try {
        cost.add(() -> refusal(file, layers, layers && texts(which)));
      } catch (RuntimeException | Error e) {
        faults++;
        System.out.println("mutant of seed " + seed);
        e.printStackTrace(System.out);
      }
    }
    System.out.println("found " + cost);
    System.exit(faults == 0 ? 0 : 1); // threads of engines stay
  }

  private static List<byte[]> drawn() {
    return List.of(
        OnnxModels.classifier().build().toByteArray(), OnnxModels.varied().build().toByteArray());
  }

  private static List<byte[]> recorded() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String name : LAYERS) {
      files.add(Files.readAllBytes(REFERENCE.resolve(name + ".onnx")));
    }
    return files;
  }

  private static boolean texts(int which) {
    return LAYERS.get(which).startsWith("texts");
  }

  private static String refusal(Path file, boolean layers, boolean texts) {
    try (TransferModel model = open(file, layers, texts)) {
      return model.graph().outputShape().rank() > 0 ? "" : "no output";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static TransferModel open(Path file, boolean layers, boolean texts) {
    if (texts) {
      Tokenizer tokenizer = Reviews.tokenizer();
      return Backbone.onnx(file).texts().longest(12).tokenizer(tokenizer).load();
    }
    var contract = InputContract.rgb(layers ? 32 : 8, 127.5f, 127.5f, 1);
    OnnxBackbone image = Backbone.onnx(file).contract(contract);
    return (layers ? image.trainable() : image).load();
  }
}
