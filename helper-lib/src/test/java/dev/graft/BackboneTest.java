package dev.graft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.data.InputContract;
import dev.graft.graph.Graph;
import dev.graft.graph.Shape;
import dev.graft.graph.Stage;
import dev.graft.weights.GraftHome;
import dev.graft.weights.MayMiss;
import dev.graft.weights.Safetensors;
import dev.graft.weights.Selection;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue, and law 8 through its door. */
class BackboneTest {
  private static final List<String> NAMES =
      List.of(
          "efficientnet_lite0",
          "efficientnet_lite1",
          "efficientnet_lite2",
          "efficientnet_b0",
          "mobilenet_v1_1.0",
          "mobilenet_v1_0.75",
          "mobilenet_v1_0.5",
          "mobilenet_v1_0.25",
          "mobilenet_v2",
          "mobilenet_v2_0.35",
          "mobilenet_v2_0.5",
          "mobilenet_v2_0.75",
          "mobilenet_v2_1.3",
          "mobilenet_v2_1.4",
          "resnet18",
          "resnet34",
          "resnet50",
          "resnet101",
          "resnet152",
          "vgg16",
          "vgg16_bn",
          "vgg19",
          "vgg19_bn",
          "inception_v3",
          "xception",
          "densenet121",
          "densenet169",
          "densenet201",
          "convnext_tiny",
          "swin_t",
          "vit_b_16",
          "vit_s_16",
          "vit_ti_16",
          "deit_ti_16",
          "dinov2_s_14",
          "dinov2_s_14_reg",
          "dinov2_b_14",
          "dinov2_b_14_reg");
  private static final Backbone SMALL = Garden.backbone("MXNet");

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static StateDict weights() {
    try (TransferModel model = SMALL.untrained(1)) {
      return model.weights();
    }
  }

  private static Path write(Path folder, Map<String, Tensor> tensors) {
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, StateDict.of(tensors), Map.of());
    return file;
  }

  @Test
  void theCatalogueListsEveryRow() {
    assertEquals(NAMES, Backbone.all().stream().map(Backbone::name).toList());
    for (Backbone backbone : Backbone.all()) {
      assertEquals(backbone, Backbone.named(backbone.name()));
      assertTrue(backbone.graph().name().startsWith(backbone.name()), backbone.graph().name());
    }
  }

  static Stream<Arguments> sets() {
    return Backbone.all().stream()
        .flatMap(b -> b.weightSets().stream().map(set -> Arguments.of(b.name(), set.name())));
  }

  /** Each set's flavour draws a graph at the size that its weights want. */
  @ParameterizedTest
  @MethodSource("sets")
  void everySetHasItsGraph(String name, String set) {
    Backbone backbone = Backbone.named(name + ":" + set);
    int size = backbone.weightSet().contract().height();
    assertEquals(Shape.of(3, size, size), backbone.graph().inputShape());
    assertEquals(Shape.of(1000), backbone.graph().outputShape());
    assertEquals(Stage.Kind.HEAD, last(backbone.graph().stages()).kind());
    Graph body = Architecture.named(name + ":" + set).body();
    assertEquals(last(body.stages()).output(), body.output());
  }

  @Test
  void theConstantsAreTheRows() {
    assertEquals(Backbone.named("ResNet50"), Backbone.RESNET50);
    assertEquals(Backbone.RESNET50.size(160), Backbone.RESNET50.size(160));
    assertNotEquals(Backbone.RESNET50.size(160), Backbone.RESNET50);
    assertNotEquals(Backbone.RESNET50.on("MXNet"), Backbone.RESNET50);
    assertTrue(Backbone.all().contains(Backbone.CONVNEXT_TINY));
  }

  private static Stage last(List<Stage> stages) {
    return stages.get(stages.size() - 1);
  }

  @Test
  void namesAreReadInAnySpelling() {
    assertEquals(Backbone.EFFICIENTNET_LITE0, Backbone.named("EfficientNet-Lite0"));
    assertRefused(
        "no backbone \"resnet20\"; there are " + String.join(", ", NAMES),
        () -> Backbone.named("resnet20"));
  }

  /** Law 5. */
  @Test
  void eachRowStatesWhatItsWeightsWantToSee() {
    assertEquals(InputContract.rgb(224, 127, 128, 0.875), Backbone.EFFICIENTNET_LITE0.contract());
    assertEquals(InputContract.rgb(224, 127.5f, 127.5f, 0.875), Backbone.MOBILENET_V1.contract());
    assertEquals(InputContract.rgb(32, 127.5f, 127.5f, 0.875), SMALL.contract());
    assertEquals("mobilenet_v1_0.25 (32 px)", SMALL.toString());
    assertEquals(
        "RGB, 224 × 224 pixels; each value x becomes (x − [123.675, 116.28, 103.53]) /"
            + " [58.395, 57.12, 57.375]; the centre 87.5 % of the photo, resized bilinear",
        Backbone.RESNET50.contract().toString());
  }

  @Test
  void wrongSizesAndEnginesAreNamed() {
    assertRefused("input size is 31, must be at least 32", () -> SMALL.size(31));
    assertRefused(
        "engine is \"tensorflow\"; it must be MXNet or PyTorch", () -> SMALL.on("tensorflow"));
  }

  @Test
  void aBackboneIsItsFirstSetUntilAnotherIsChosen() {
    assertEquals(
        List.of("torchvision-v1", "torchvision-v2", "keras", "keras-notop", "timm-a1"),
        Backbone.RESNET50.weightSets().stream().map(WeightSet::name).toList());
    assertEquals("torchvision-v1", Backbone.RESNET50.weightSet().name());
    Backbone second = Backbone.RESNET50.weightSet("torchvision-v2");
    assertEquals("resnet50:torchvision-v2 (224 px)", second.toString());
    assertEquals(224.0 / 232, second.contract().crop());
    assertEquals("resnet50", second.weightSet("torchvision-v1").name());
    assertEquals(64, second.size(64).weightSet("timm-a1").contract().height());
    assertEquals(second.name(), Backbone.named("ResNet50:torchvision-v2").name());
    assertRefused(
        "no weight set \"v3\" for resnet50; there are torchvision-v1, torchvision-v2, keras,"
            + " keras-notop, timm-a1",
        () -> Backbone.named("resnet50:v3"));
  }

  @Test
  void whatLiesAtHomeIsPresent() throws IOException {
    Path weights = Files.createDirectories(GraftHome.ofThisProcess().weights());
    Path file = weights.resolve("mobilenet_2_5_224_tf_no_top.h5");
    assertFalse(present().contains("mobilenet_v1_0.25:keras-notop"));
    Files.createFile(file);
    try {
      assertTrue(present().contains("mobilenet_v1_0.25:keras-notop"));
    } finally {
      Files.delete(file);
    }
  }

  private static List<String> present() {
    return Backbone.present().stream().map(Backbone::name).toList();
  }

  @Test
  void aSavedModelRemembersItsSet(@TempDir Path folder) {
    Backbone tf = Backbone.EFFICIENTNET_LITE0.weightSet("timm-tf").size(32).on("PyTorch");
    try (TransferModel model = tf.untrained(1)) {
      model.save(folder.resolve("m"));
      try (TransferModel again = TransferModel.load(folder.resolve("m"))) {
        InputContract sharp =
            InputContract.rgb(32, 127.5f, 127.5f, 0.875)
                .interpolation(InputContract.Interpolation.BICUBIC);
        assertEquals(sharp, again.contract());
        assertEquals(model.weights().sha256(), again.weights().sha256());
      }
    }
    assertTrue(Backbone.named("efficientnet_lite0:timm-tf").contract().mean().contains(127.5f));
  }

  @Test
  void untrainedWeightsFollowTheirSeed() {
    try (TransferModel one = SMALL.untrained(1);
        TransferModel other = SMALL.untrained(2)) {
      assertEquals(Set.of(), Garden.changed(one.weights(), weights()));
      assertNotEquals(Set.of(), Garden.changed(one.weights(), other.weights()));
      assertEquals("MXNet", one.engine());
      assertEquals(List.of(), one.frozen());
    }
  }

  /** Each flavour's row fits what it publishes: a name and a shape each. */
  @ParameterizedTest
  @CsvSource({
    "convnext_tiny:timm-fb, stages.0.blocks.0.gamma, 96, features.1.0.layer_scale, '(96, 1, 1)'",
    "convnext_tiny:keras, x_stage_0_block_0_layer_scale.v, 96, features.1.0.layer_scale, '(96, 1, 1)'",
    "densenet169:keras, conv5_block32_0_bn.gamma, 1632,"
        + " features.denseblock4.denselayer32.norm1.weight, (1632)",
    "densenet201:timm-tv, classifier.bias, 1000, classifier.bias, (1000)",
    "densenet201:torchvision-v1, features.denseblock4.denselayer1.norm.2.bias, 128,"
        + " features.denseblock4.denselayer1.norm2.bias, (128)",
    "mobilenet_v2:timm-ra, conv_head.weight, 1280 320 1 1, features.18.0.weight,"
        + " '(1280, 320, 1, 1)'",
    "mobilenet_v2_1.4:timm-ra, bn2.bias, 1792, features.18.1.bias, (1792)",
    "vgg16:timm-tv, pre_logits.fc2.weight, 4096 4096 1 1, classifier.3.weight, '(4096, 4096)'",
    "vgg19_bn:timm-tv, pre_logits.fc1.bias, 4096, classifier.0.bias, (4096)",
    "swin_t, features.1.1.attn.qkv.weight, 288 96, features.1.1.attn.qkv.weight, '(288, 96)'",
    "swin_t:timm-ms, layers.1.downsample.reduction.weight, 192 384, features.2.reduction.weight,"
        + " '(192, 384)'",
    "swin_t:huggingface, swin.encoder.layers.0.downsample.norm.bias, 384, features.2.norm.bias,"
        + " '(384)'",
    "vit_b_16:torchvision-v1, class_token, 1 1 768, cls_token, '(1, 1, 768)'",
    "vit_b_16:torchvision-swag, encoder.pos_embedding, 1 197 768, pos_embed, '(1, 577, 768)'",
    "vit_s_16:timm-augreg, pos_embed, 1 577 384, pos_embed, '(1, 197, 384)'",
    "deit_ti_16:huggingface, vit.encoder.layer.0.layernorm_before.bias, 192, blocks.0.norm1.bias,"
        + " (192)",
    "dinov2_s_14:meta, blocks.0.ls1.gamma, 384, blocks.0.ls1.layer_scale, '(384, 1, 1)'",
    "dinov2_b_14_reg:meta, register_tokens, 1 4 768, reg_token, '(1, 4, 768)'",
    "dinov2_s_14:huggingface-linear, classifier.weight, 1000 768, head.weight, '(1000, 768)'",
    "inception_v3:timm-gluon, Mixed_5b.branch1x1.bn.weight, 64, Mixed_5b.branch1x1.bn.weight, (64)",
  })
  void publishedTensorsBecomeTheGraphs(
      String set,
      String published,
      String shape,
      String name,
      String wanted,
      @TempDir Path folder) {
    int[] dimensions = Stream.of(shape.split(" ")).mapToInt(Integer::parseInt).toArray();
    Path file = write(folder, Map.of(published, Tensor.filled(Shape.of(dimensions), 1)));
    Backbone backbone = Backbone.named(set);
    StateDict weights = backbone.weights(file);
    assertEquals(Set.of(name), weights.names());
    assertEquals(wanted, weights.get(name).shape().toString());
    assertEquals(weights.get(name).shape(), backbone.graph().parameters().get(name).shape());
  }

  @Test
  void aFileWithoutClassifierGivesAModelThatWantsAHead(@TempDir Path folder) {
    try (TransferModel model = SMALL.load(write(folder, weights().tensors()))) {
      assertEquals(weights().sha256(), model.weights().sha256());
      assertEquals(14, model.graph().stages().size());
      assertEquals(List.of(), model.classes());
    }
  }

  @Test
  void aFileWithClassifierIsKeptWhole(@TempDir Path folder) {
    Map<String, Tensor> all = new LinkedHashMap<>(weights().tensors());
    all.put("conv_preds.weight", Tensor.filled(Shape.of(1000, 256), 0.5f));
    all.put("conv_preds.bias", Tensor.filled(Shape.of(1000), 0));
    try (TransferModel model = SMALL.load(write(folder, all))) {
      assertEquals(15, model.graph().stages().size());
      var prediction = Transfer.predict(model, Garden.IMAGES.test()).get(0);
      assertEquals("tench", prediction.predicted());
      assertEquals(1e-3, prediction.confidence(), 1e-9);
    }
  }

  @Test
  void aPartialFileIsTakenWhereAskedFor(@TempDir Path folder) {
    Map<String, Tensor> part = new LinkedHashMap<>(weights().tensors());
    part.remove("conv_dw_7.weight");
    part.put("conv_preds.weight", Tensor.filled(Shape.of(5, 256), 0.5f));
    part.put("extra", Tensor.filled(Shape.of(1), 0));
    Path file = write(folder, part);
    assertThrows(IllegalArgumentException.class, () -> SMALL.load(file));
    assertThrows(IllegalArgumentException.class, () -> SMALL.load(file, MayMiss.HEAD));
    try (TransferModel model = SMALL.load(file, MayMiss.ANYTHING)) {
      assertEquals(14, model.graph().stages().size());
      assertEquals(List.of(), model.classes());
      assertEquals(Set.of("conv_dw_7.weight"), Garden.changed(model.weights(), weights()));
    }
    assertEquals(
        "136 of 137 tensors taken; missing: conv_preds.bias; not used: none",
        Selection.of(SMALL.weights(write(folder, classifier())), SMALL.graph(), MayMiss.HEAD)
            .toString());
  }

  private static Map<String, Tensor> classifier() {
    Map<String, Tensor> all = new LinkedHashMap<>(weights().tensors());
    all.put("conv_preds.weight", Tensor.filled(Shape.of(1000, 256), 0.5f));
    return all;
  }

  @Test
  void missingTensorsAreNamed(@TempDir Path folder) {
    Map<String, Tensor> other = new LinkedHashMap<>();
    weights()
        .tensors()
        .forEach((name, tensor) -> other.put(name.replace("conv_dw_7_bn", "dw7bn"), tensor));
    String message =
        assertThrows(IllegalArgumentException.class, () -> SMALL.load(write(folder, other)))
            .getMessage();
    assertEquals(
        "4 tensors are missing: conv_dw_7_bn.weight, conv_dw_7_bn.bias,"
            + " conv_dw_7_bn.running_mean, conv_dw_7_bn.running_var; these weights hold"
            + " conv1.weight, conv1_bn.weight, conv1_bn.bias, conv1_bn.running_mean,"
            + " conv1_bn.running_var, …",
        message);
  }

  @Test
  void tensorsOfAnotherShapeAreNamed(@TempDir Path folder) {
    Path file = write(folder, weights().tensors());
    assertRefused(
        "tensor \"conv1.weight\" is (8, 3, 3, 3), expected (16, 3, 3, 3)",
        () -> Backbone.MOBILENET_V1_050.size(32).load(file));
  }

  @Test
  void filesThatHoldNoWeightsAreNamed(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "these are no weights");
    assertRefused(
        "weights of 20 bytes are neither safetensors, HDF5, a PyTorch or Keras archive, nor a TensorFlow"
            + " checkpoint (.index, SavedModel, .tar.gz) ("
            + text
            + ")",
        () -> SMALL.load(text));
    assertTrue(
        assertThrows(RuntimeException.class, () -> SMALL.load(folder.resolve("none.pth")))
            .getMessage()
            .contains(folder.resolve("none.pth").toString()));
  }
}
