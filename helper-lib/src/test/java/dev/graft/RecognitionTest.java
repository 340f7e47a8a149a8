package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.backbone.ConvNeXtNames;
import dev.graft.backbone.DenseNetNames;
import dev.graft.backbone.DinoV2;
import dev.graft.backbone.DinoV2Names;
import dev.graft.backbone.EfficientNetNames;
import dev.graft.backbone.InceptionV3KerasNames;
import dev.graft.backbone.MobileNetV1Names;
import dev.graft.backbone.MobileNetV2Names;
import dev.graft.backbone.ResNetNames;
import dev.graft.backbone.SmallSwin;
import dev.graft.backbone.SmallTransformers;
import dev.graft.backbone.SwinHuggingFaceNames;
import dev.graft.backbone.SwinTimmNames;
import dev.graft.backbone.Vit;
import dev.graft.backbone.VitHuggingFaceNames;
import dev.graft.backbone.VitTorchvisionNames;
import dev.graft.backbone.XceptionKerasNames;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.reference.KerasLayers;
import dev.graft.reference.SlimLayers;
import dev.graft.weights.Safetensors;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whose a weight file is, by the names that its publisher gives: recorded names, zeros for values.
 */
class RecognitionTest {
  private static final FloatBuffer ZEROS = FloatBuffer.allocate(5_000_000);

  @TempDir Path folder;

  private static Tensor zeros(Shape shape) {
    return new Tensor(shape, ZEROS.slice(0, Math.toIntExact(shape.size())));
  }

  private static StateDict own(Graph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph.parameters().forEach((name, p) -> tensors.put(name, zeros(p.shape())));
    return StateDict.of(tensors);
  }

  private static StateDict published(
      Graph graph, List<String> names, UnaryOperator<String> naming) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, zeros(graph.parameters().get(naming.apply(name)).shape()));
    }
    return StateDict.of(tensors);
  }

  private static StateDict recorded(String network) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (var json = RecognitionTest.class.getResourceAsStream("/reference/timm_tensors.json")) {
      new ObjectMapper()
          .readValue(json, new TypeReference<Map<String, Map<String, List<Integer>>>>() {})
          .get(network)
          .forEach((name, shape) -> tensors.put(name, zeros(new Shape(shape))));
    }
    return StateDict.of(tensors);
  }

  private static List<String> list(String resource) throws IOException {
    try (var json = RecognitionTest.class.getResourceAsStream("/reference/" + resource + ".json")) {
      return new ObjectMapper().readValue(json, new TypeReference<List<String>>() {});
    }
  }

  private static Graph graph(String backbone) {
    return Backbone.named(backbone).graph();
  }

  /** What a file is taken for, and what else it may be. */
  private static String taken(CatalogueRow row, StateDict published) {
    Recognition found = Recognition.of(row, Optional.empty(), "mine.pth", published);
    return found.set().name() + (found.others().isEmpty() ? "" : " or " + found.others());
  }

  private static StateDict keras(String backbone, String network, UnaryOperator<String> naming) {
    return published(graph(backbone), KerasLayers.names(network), naming);
  }

  @Test
  void xceptionTellsTimmFromKeras() throws IOException {
    Graph keras = graph("xception:keras");
    List<String> names = list("xception_keras_names");
    assertEquals("timm", taken(Catalogue.xception(), own(graph("xception:timm"))));
    assertEquals(
        "keras",
        taken(
            Catalogue.xception(),
            published(keras, names, XceptionKerasNames.graphNames(keras, names))));
  }

  @Test
  void inceptionTellsTorchFromKeras() throws IOException {
    Graph keras = graph("inception_v3:keras");
    List<String> names = list("inception_v3_keras_names");
    assertEquals(
        "torchvision-v1 or [timm-tv, timm-tf, timm-tf-adv, timm-gluon]",
        taken(Catalogue.inceptionV3(), own(graph("inception_v3"))));
    assertEquals(
        "keras",
        taken(
            Catalogue.inceptionV3(),
            published(keras, names, InceptionV3KerasNames.graphNames(keras, names))));
  }

  @Test
  void resNetsOfTimmAndTorchvisionHaveTheSameNames() {
    Graph graph = graph("resnet50");
    assertEquals(
        "torchvision-v1 or [torchvision-v2, timm-a1]", taken(Catalogue.resNet(50), own(graph)));
    assertEquals(
        "keras",
        taken(
            Catalogue.resNet(50),
            keras("resnet50:keras", "resnet50", n -> ResNetNames.graphName(graph, n))));
    // a published file has a name of its own
    for (WeightSet set : Backbone.RESNET50.weightSets().subList(0, 2)) {
      String file = set.file().orElseThrow().name();
      Recognition known = Recognition.of(Catalogue.resNet(50), Optional.empty(), file, own(graph));
      assertEquals(set, known.set());
      assertEquals(List.of(), known.others());
    }
  }

  @Test
  void denseNetsOfTorchvisionAreOldOrNew() {
    StateDict modern = own(graph("densenet121"));
    StateDict old =
        modern.rename(n -> n.replaceAll("(denselayer\\d+\\.(?:norm|conv))(\\d\\.)", "$1.$2"));
    assertTrue(old.names().contains("features.denseblock1.denselayer1.norm.1.weight"));
    String both = "torchvision-v1 or [timm-ra, timm-tv]";
    assertEquals(both, taken(Catalogue.denseNet(121), modern));
    assertEquals(both, taken(Catalogue.denseNet(121), old));
    Graph keras = graph("densenet121:keras");
    assertEquals(
        "keras",
        taken(
            Catalogue.denseNet(121),
            keras("densenet121:keras", "densenet121", n -> DenseNetNames.graphName(keras, n))));
  }

  @Test
  void convNeXtsHaveThreeKindsOfNames() throws IOException {
    Graph graph = graph("convnext_tiny");
    assertEquals("torchvision-v1", taken(Catalogue.convNeXtTiny(), own(graph)));
    assertEquals(
        "timm-fb or [timm-in12k]", taken(Catalogue.convNeXtTiny(), recorded("convnext_tiny")));
    assertEquals(
        "keras",
        taken(
            Catalogue.convNeXtTiny(),
            keras("convnext_tiny:keras", "convnext_tiny", n -> ConvNeXtNames.graphName(graph, n))));
  }

  /** timm has Keras's network too, tf_efficientnet_b0, under the names of its own. */
  @Test
  void efficientNetsOfTimmMayBeKerass() {
    assertEquals(
        "torchvision-v1", taken(Catalogue.efficientNetB0(), own(graph("efficientnet_b0"))));
    String timm = taken(Catalogue.efficientNetB0(), own(graph("efficientnet_b0:timm-ra")));
    assertEquals("timm-ra or [keras, keras-notop]", timm);
    Graph keras = graph("efficientnet_b0:keras");
    assertEquals(
        "keras",
        taken(
            Catalogue.efficientNetB0(),
            keras(
                "efficientnet_b0:keras",
                "efficientnet_b0",
                n -> EfficientNetNames.graphName(keras, n))));
  }

  @Test
  void mobileNetsV2HaveFourKindsOfNames() throws IOException {
    Graph graph = graph("mobilenet_v2");
    Graph keras = graph("mobilenet_v2:keras");
    Graph slim = graph("mobilenet_v2:slim");
    assertEquals("torchvision-v1 or [torchvision-v2]", taken(Catalogue.mobileNetV2(), own(graph)));
    assertEquals("timm-ra", taken(Catalogue.mobileNetV2(), recorded("mobilenetv2_100")));
    assertEquals(
        "keras",
        taken(
            Catalogue.mobileNetV2(),
            keras(
                "mobilenet_v2:keras", "mobilenet_v2", n -> MobileNetV2Names.graphName(keras, n))));
    StateDict all =
        published(
            slim, SlimLayers.names("mobilenet_v2_slim"), n -> MobileNetV2Names.graphName(slim, n));
    String sizes = "slim or [slim-192, slim-160, slim-128, slim-96]";
    assertEquals(sizes, taken(Catalogue.mobileNetV2(), all));
    assertEquals(sizes, taken(Catalogue.mobileNetV2(), topless(all)));
  }

  /** torchvision draws any width and publishes one. */
  @Test
  void anotherWidthUnderTorchvisionsNamesPadsAsTorchvisionDoes() {
    assertEquals(
        "timm-ra", taken(Catalogue.mobileNetV2(1.4), own(graph("mobilenet_v2_1.4:timm-ra"))));
  }

  @Test
  void mobileNetsV1AreKerassOrSlims() {
    Graph graph = graph("mobilenet_v1_0.25");
    assertEquals("keras", taken(Catalogue.mobileNetV1(0.25), own(graph)));
    UnaryOperator<String> naming = n -> MobileNetV1Names.graphName(graph, n);
    assertEquals(
        "keras",
        taken(Catalogue.mobileNetV1(0.25), keras("mobilenet_v1_0.25", "mobilenet_v1", naming)));
    StateDict slim = published(graph, SlimLayers.names("mobilenet_v1_slim"), naming);
    String sizes = "slim or [slim-192, slim-160, slim-128]";
    assertEquals(sizes, taken(Catalogue.mobileNetV1(0.25), slim));
    assertEquals(sizes, taken(Catalogue.mobileNetV1(0.25), topless(slim)));
  }

  private static StateDict recorded(String network, Graph graph, UnaryOperator<String> naming) {
    return recorded(SmallTransformers.names(network, 12), graph, naming);
  }

  private static StateDict recorded(List<String> names, Graph graph, UnaryOperator<String> naming) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      String own = naming.apply(name).replaceFirst("attn\\.[qkv]\\.", "attn.qkv.");
      Shape shape = graph.parameters().containsKey(own) ? shape(graph, own) : Shape.of(1);
      boolean part = !own.equals(naming.apply(name));
      tensors.put(name, zeros(part ? shape.channels(shape.get(0) / 3) : shape));
    }
    return StateDict.of(tensors);
  }

  private static Shape shape(Graph graph, String name) {
    return graph.parameters().get(name).shape();
  }

  @Test
  void visionTransformersHaveThreeKindsOfNames() {
    Graph graph = graph("vit_b_16");
    CatalogueRow row = Catalogue.vit(Vit.Size.BASE);
    assertEquals("timm-augreg", taken(row, own(graph("vit_b_16:timm-augreg"))));
    assertEquals("timm-augreg-384", taken(row, own(graph("vit_b_16:timm-augreg-384"))));
    assertEquals(
        "torchvision-v1 or [torchvision-swag-linear]",
        taken(
            row, recorded("torchvision_vit", graph, n -> VitTorchvisionNames.graphName(graph, n))));
    UnaryOperator<String> naming = n -> VitHuggingFaceNames.graphName(graph, n);
    assertEquals("huggingface", taken(row, recorded("huggingface_vit", graph, naming)));
    assertEquals(
        "meta or [timm-fb]", taken(Catalogue.deitTiny(), own(graph("deit_ti_16:timm-fb"))));
  }

  @Test
  void swinHasThreeKindsOfNamesToo() {
    CatalogueRow row = Catalogue.swinTiny();
    Graph graph = graph("swin_t");
    assertEquals("torchvision-v1", taken(row, own(graph)));
    List<String> timm = SmallSwin.TIMM_SWIN.names();
    UnaryOperator<String> theirs = SwinTimmNames.graphNames(graph, timm);
    assertEquals("timm-ms", taken(row, recorded(timm, graph, theirs)));
    UnaryOperator<String> hub = name -> SwinHuggingFaceNames.graphName(graph, name);
    List<String> hubs = SmallSwin.HUGGINGFACE_SWIN.names();
    assertEquals("huggingface", taken(row, recorded(hubs, graph, hub)));
  }

  @Test
  void registersAndClassifiersTellDinoV2sApart() {
    CatalogueRow plain = Catalogue.dinoV2(Vit.Size.SMALL, DinoV2.Registers.NONE);
    CatalogueRow registers = Catalogue.dinoV2(Vit.Size.SMALL, DinoV2.Registers.FOUR);
    Graph graph = graph("dinov2_s_14:huggingface-linear");
    Graph more = graph("dinov2_s_14_reg:huggingface-linear");
    UnaryOperator<String> hub = n -> VitHuggingFaceNames.graphName(graph, n);
    UnaryOperator<String> timm = n -> DinoV2Names.graphName(graph, n);
    assertEquals("huggingface-linear", taken(plain, recorded("huggingface_dinov2", graph, hub)));
    assertEquals(
        "huggingface-linear", taken(registers, recorded("huggingface_dinov2_reg", more, hub)));
    assertEquals(
        "meta or [timm-lvd142m]",
        taken(plain, recorded("timm_dinov2", graph("dinov2_s_14"), timm)));
    StateDict odd = recorded("timm_dinov2_reg", graph("dinov2_s_14_reg"), timm);
    assertEquals("meta or [timm-lvd142m]", taken(registers, odd));
    assertEquals(
        "dinov2_s_14 has no place for reg_token, so these weights are of another network",
        assertThrows(IllegalArgumentException.class, () -> taken(plain, odd)).getMessage());
  }

  private static StateDict topless(StateDict whole) {
    Map<String, Tensor> body = new LinkedHashMap<>(whole.tensors());
    body.keySet().removeIf(name -> name.contains("Logits"));
    return StateDict.of(body);
  }

  /** What Graft saves has the graph's names, whose graph it may be; so it says it beside them. */
  @Test
  void graftsOwnFilesSayIt() {
    StateDict weights = own(graph("xception:keras"));
    Path file = folder.resolve("model.safetensors");
    for (String set : List.of("keras", "timm")) {
      String name = Backbone.XCEPTION.weightSet(set).name();
      Safetensors.write(file, weights, Map.of("backbone", name));
      assertEquals(name, Backbone.XCEPTION.suiting(file).name());
    }
    Safetensors.write(file, weights, Map.of("backbone", "resnet50"));
    assertEquals("xception:timm", Backbone.XCEPTION.suiting(file).name());
    // what is chosen stays chosen
    assertEquals("xception", Backbone.XCEPTION.weightSet("keras").suiting(file).name());
  }

  @Test
  void theModelKnowsWhoseItsWeightsAre() {
    Backbone small = Backbone.named("mobilenet_v1_0.25").size(32);
    Graph graph = small.graph();
    Path file = folder.resolve("slim.safetensors");
    StateDict slim =
        published(
            graph,
            SlimLayers.names("mobilenet_v1_slim"),
            n -> MobileNetV1Names.graphName(graph, n));
    Safetensors.write(file, topless(slim), Map.of());
    try (TransferModel model = small.load(file)) {
      assertEquals("mobilenet_v1_0.25:slim", model.state().backbone().name());
      assertEquals("mobilenet_v1_0.25_slim", model.graph().name());
      model.save(folder.resolve("saved"));
    }
    try (TransferModel loaded = TransferModel.load(folder.resolve("saved"))) {
      assertEquals("mobilenet_v1_0.25_slim", loaded.graph().name());
    }
  }
}
