package dev.graft.backbone;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.backbone.DinoV2.Features;
import dev.graft.backbone.DinoV2.Registers;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.reference.FormulaWeights;
import dev.graft.weights.PositionResizing;
import dev.graft.weights.Reshaping;
import dev.graft.weights.StackedProjections;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Vision transformers of two blocks and 48 channels, as {@code record_transformers.py} has them.
 */
public final class SmallTransformers {
  private static final int CLASSES = 10;

  private SmallTransformers() {}

  /** Of timm's or torchvision's kind. */
  public static Graph vit(int size, int classes) {
    return Vit.of("vit", layers(16), size, classes);
  }

  /** Without registers and with; the latter reads patches too. */
  public static Graph dinoV2(Registers registers, int size, int classes) {
    boolean none = registers == Registers.NONE;
    Features features = none ? Features.CLASS : Features.CLASS_AND_MEAN;
    return dinoV2(registers, features, size, classes);
  }

  private static Graph dinoV2(Registers registers, Features features, int size, int classes) {
    String name = registers == Registers.NONE ? "dinov2" : "dinov2_reg";
    return DinoV2.of(name, layers(14), registers, features, size, classes);
  }

  private static VitLayers layers(int patch) {
    return VitLayers.of(patch, 48, 2, 3);
  }

  /** Turns a publisher's tensor into one of the graph's. */
  private interface Naming {
    String graphName(Graph graph, String published);
  }

  /** What was recorded: of which network, at which size. */
  public enum Network {
    TORCHVISION_VIT(VitTorchvisionNames::graphName, PositionResizing.CORNERS),
    TIMM_VIT((graph, name) -> name, PositionResizing.ANTIALIASED),
    TIMM_DINOV2(DinoV2Names::graphName, PositionResizing.ANTIALIASED),
    TIMM_DINOV2_REG(DinoV2Names::graphName, PositionResizing.ANTIALIASED),
    HUGGINGFACE_VIT(VitHuggingFaceNames::graphName, PositionResizing.SIDES),
    HUGGINGFACE_DINOV2(VitHuggingFaceNames::graphName, PositionResizing.SIDES),
    HUGGINGFACE_DINOV2_REG(VitHuggingFaceNames::graphName, PositionResizing.ANTIALIASED);

    private final Naming naming;
    private final PositionResizing resizing;

    Network(Naming naming, PositionResizing resizing) {
      this.naming = naming;
      this.resizing = resizing;
    }

    /** As its recording is named. */
    public String title() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public Graph graph(int size) {
      boolean hub = title().startsWith("huggingface");
      Features features = hub ? Features.CLASS_AND_MEAN : Features.CLASS;
      if (title().endsWith("_reg")) {
        return dinoV2(Registers.FOUR, features, size, CLASSES);
      } else if (title().endsWith("dinov2")) {
        return dinoV2(Registers.NONE, features, size, CLASSES);
      }
      VitLayers layers = hub ? layers(16).epsilon(1e-12) : layers(16);
      return Vit.of("vit", layers, size, CLASSES);
    }

    /** Sizes that were recorded; weights are those for the first. */
    public List<Integer> sizes() {
      return title().endsWith("vit") ? List.of(64, 112, 48) : List.of(56, 98, 42);
    }

    /** The publisher's tensors, by their names and in their shapes. */
    public StateDict published() {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      shapes(title())
          .forEach((name, shape) -> tensors.put(name, FormulaWeights.tensor(name, shape)));
      return StateDict.of(tensors);
    }

    public StateDict weights(int size) {
      Graph graph = graph(size);
      StateDict named = published().rename(name -> naming.graphName(graph, name));
      StateDict whole = StackedProjections.toGraph(graph, Reshaping.toGraph(graph, named));
      return resizing.toGraph(graph, whole).select(graph);
    }
  }

  /** A publisher's names, of as many blocks. */
  public static List<String> names(String network, int depth) {
    return shapes(network).keySet().stream()
        .filter(name -> !name.matches(".*(encoder_layer_|blocks\\.|layer\\.)1\\..*"))
        .flatMap(
            name ->
                name.matches(".*(encoder_layer_|blocks\\.|layer\\.)0\\..*")
                    ? IntStream.range(0, depth)
                        .mapToObj(i -> name.replaceFirst("([._])0\\.", "$1" + i + "."))
                    : Stream.of(name))
        .toList();
  }

  static Map<String, Shape> shapes(String network) {
    return shapes("transformer_tensors", network);
  }

  static Map<String, Shape> shapes(String recorded, String network) {
    String file = "/reference/" + recorded + ".json";
    try (var json = SmallTransformers.class.getResourceAsStream(file)) {
      Map<String, Shape> shapes = new LinkedHashMap<>();
      new ObjectMapper()
          .readValue(json, new TypeReference<Map<String, Map<String, List<Integer>>>>() {})
          .get(network)
          .forEach((name, shape) -> shapes.put(name, new Shape(shape)));
      return shapes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
