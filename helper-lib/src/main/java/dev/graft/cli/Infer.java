package dev.graft.cli;

import dev.graft.Backbone;
import dev.graft.TextEncoder;
import dev.graft.engine.Bodies;
import dev.graft.engine.Engines;
import dev.graft.graph.Graph;
import dev.graft.graph.Stage;
import dev.graft.infer.Body;
import dev.graft.infer.read.OnnxLayers;
import dev.graft.infer.read.OnnxTokens;
import dev.graft.weights.Excerpt;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a raw, already preprocessed batch of images or of texts' ids through a backbone, to compare
 * Graft with another framework.
 */
@Command(
    name = "infer",
    description = {
      "Run a preprocessed batch (N, 3, H, W) and write logits, or a stage's output.",
      "Maps are written as (N, C, H, W), tokens as (N, T, C): class token, registers, patches.",
      "Text encoders, such as bert_base or minilm_l6, take ids (N, T)",
      "or texts, and write what their last block makes of the tokens; stage top is one vector."
    },
    mixinStandardHelpOptions = true)
final class Infer implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Which network it is. */
  private static final class Source {
    @Option(names = "--backbone", description = "name in the catalogue, or a text encoder")
    private String backbone;

    @Option(names = "--onnx", description = "an ONNX model of somebody else's, of images or texts")
    private Path onnx;
  }

  @Option(names = "--weights", description = "weight file; without it that of the catalogue")
  private Path weights;

  @Option(names = "--engine", description = "MXNet, PyTorch or compiled; default: Graft's rule")
  private String engine;

  @Option(names = "--stage", description = "stage, group of stages or node; default: the logits")
  private String stage;

  @Option(
      names = "--input",
      required = true,
      description = "x.npy, (N, 3, H, W), float; of texts (N, T), int32 or int64, or lines.txt")
  private Path input;

  @Option(
      names = "--mask",
      description = "m.npy of texts, (N, T): 1 for a token, 0 for padding; default: no padding")
  private Path mask;

  @Option(names = "--output", required = true, description = "y.npy to write")
  private Path output;

  @Override
  public Integer call() {
    if (source.onnx != null) {
      if (OnnxTokens.isOf(source.onnx)) {
        drawnTexts();
      } else {
        drawn();
      }
      return 0;
    }
    Optional<TextEncoder> encoder = TextEncoder.named(source.backbone);
    if (encoder.isPresent()) {
      texts(encoder.get());
    } else {
      images();
    }
    return 0;
  }

  /** Runs all of a file, with its classifier; maps may be given as the file itself takes them. */
  private void drawn() {
    Tensor x = Npy.read(input);
    if (x.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "input is %s, must be (N, C, H, W) or as the file takes it".formatted(x.shape()));
    }
    boolean last = x.shape().get(3) <= 4 && x.shape().get(1) > 4;
    int height = x.shape().get(last ? 1 : 2);
    int width = x.shape().get(last ? 2 : 3);
    OnnxLayers layers =
        OnnxLayers.read(source.onnx, OnnxSides.name(source.onnx), Optional.empty(), height, width);
    Graph slice = stage == null ? layers.graph() : layers.graph().until(stage);
    Tensor image = last ? BatchRun.channelsFirst(x) : x;
    run(layers.graph().name(), slice, layers.weights(), List.of(image));
  }

  /** Runs a file of texts up to what it makes of each token. */
  private void drawnTexts() {
    TextBatch texts = TextBatch.read(input, Optional.ofNullable(mask));
    String name = OnnxSides.name(source.onnx);
    OnnxTokens read = OnnxTokens.read(source.onnx, name, Optional.empty(), texts.tokens());
    Graph slice = stage == null ? read.graph() : read.graph().until(stage);
    run(name, slice, read.weights(), texts.inputs(slice));
  }

  private void images() {
    if (mask != null) {
      throw new IllegalArgumentException(
          "--mask is for texts, %s reads images".formatted(Excerpt.of(source.backbone)));
    }
    Tensor x = Npy.read(input);
    if (x.shape().rank() != 4 || x.shape().get(1) != 3 || x.shape().get(2) != x.shape().get(3)) {
      throw new IllegalArgumentException(
          "input is %s, must be (N, 3, H, W) with H equal to W".formatted(x.shape()));
    }
    Backbone named = Backbone.named(source.backbone).size(x.shape().get(2));
    Backbone row = weights == null ? named : named.suiting(weights);
    StateDict all = row.weights(weights == null ? row.file() : weights);
    run(full(row), slice(row.graph(), all), all, List.of(x));
  }

  private void texts(TextEncoder encoder) {
    TextBatch texts =
        input.toString().endsWith(".txt")
            ? TextBatch.encoded(input, encoder.tokenizer(), encoder.graph().inputShape().get(1))
            : TextBatch.read(input, Optional.ofNullable(mask));
    Graph graph = encoder.graph(texts.tokens());
    List<Stage> stages = graph.stages();
    Graph slice = graph.until(stage == null ? stages.get(stages.size() - 2).name() : stage);
    Path file = weights == null ? encoder.file() : weights;
    run(encoder.name(), slice, encoder.weights(file), texts.inputs(slice));
  }

  private void run(String name, Graph slice, StateDict all, List<Tensor> inputs) {
    try (Body body = Bodies.on(slice, all.select(slice), engine())) {
      Tensor y = BatchRun.of(body, inputs);
      Npy.write(output, y);
      System.out.printf(
          "%s %s on %s -> %s %s%n", name, slice.output(), engine(), output, y.shape());
    }
  }

  /** Names the weight set too, whether it was asked for or told by the file. */
  private static String full(Backbone row) {
    boolean one = row.weightSets().size() == 1 || row.name().contains(":");
    return one ? row.name() : row.name() + ":" + row.weightSet().name();
  }

  private String engine() {
    if (engine == null) {
      return Engines.choose();
    }
    return engine.equalsIgnoreCase(Bodies.COMPILED) ? Bodies.COMPILED : Engines.named(engine);
  }

  private Graph slice(Graph graph, StateDict all) {
    if (stage != null) {
      return graph.until(stage);
    }
    List<Stage> stages = graph.stages();
    Stage head = stages.get(stages.size() - 1);
    boolean topless = head.nodes().stream().noneMatch(n -> all.names().contains(n + ".weight"));
    return topless ? graph.until(stages.get(stages.size() - 2).name()) : graph;
  }
}
