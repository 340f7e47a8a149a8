package dev.graft;

import ai.djl.Model;
import ai.djl.repository.zoo.Criteria;
import dev.graft.data.InputContract;
import dev.graft.engine.Engines;
import dev.graft.weights.WeightStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The catalogue of networks pretrained on ImageNet: a row each, with its graph, the weight sets
 * that are published for it, and what each set wants to see.
 *
 * <pre>{@code
 * var model = Backbone.EFFICIENTNET_LITE0.load();
 * var better = Backbone.RESNET50.weightSet("torchvision-v2").load();
 * var mine = Backbone.named("mobilenet_v1_0.25").load(Path.of("weights.safetensors"));
 * }</pre>
 *
 * <p>Without a choice of its own, a backbone stands for the first of its {@link #weightSets()}.
 */
public final class Backbone extends Loading implements Pretrained {
  /**
   * EfficientNet-Lite0, ImageNet top-1 75.1 %, 4.65 M parameters, Apache-2.0; its weights come with
   * a Python package, so that no download is needed.
   */
  public static final Backbone EFFICIENTNET_LITE0 = named("efficientnet_lite0");

  /** EfficientNet-Lite1, 5.4 M parameters, 240 pixels; its weights come with a Python package. */
  public static final Backbone EFFICIENTNET_LITE1 = named("efficientnet_lite1");

  /** EfficientNet-Lite2, 6.1 M parameters, 260 pixels; its weights come with a Python package. */
  public static final Backbone EFFICIENTNET_LITE2 = named("efficientnet_lite2");

  /** EfficientNet-B0, 5.3 M parameters, with squeeze and excitation. */
  public static final Backbone EFFICIENTNET_B0 = named("efficientnet_b0");

  /** MobileNet v1 at full width, in the flavours of Keras and of TF-Slim. */
  public static final Backbone MOBILENET_V1 = named("mobilenet_v1_1.0");

  /** MobileNet v1 with three quarters of the channels. */
  public static final Backbone MOBILENET_V1_075 = named("mobilenet_v1_0.75");

  /** MobileNet v1 with half of the channels. */
  public static final Backbone MOBILENET_V1_050 = named("mobilenet_v1_0.5");

  /** MobileNet v1 with a quarter of the channels. */
  public static final Backbone MOBILENET_V1_025 = named("mobilenet_v1_0.25");

  /** MobileNetV2, 3.50 M parameters. */
  public static final Backbone MOBILENET_V2 = named("mobilenet_v2");

  /** MobileNetV2 with 0.35 of the channels. */
  public static final Backbone MOBILENET_V2_035 = named("mobilenet_v2_0.35");

  /** MobileNetV2 with half of the channels. */
  public static final Backbone MOBILENET_V2_050 = named("mobilenet_v2_0.5");

  /** MobileNetV2 with three quarters of the channels. */
  public static final Backbone MOBILENET_V2_075 = named("mobilenet_v2_0.75");

  /** MobileNetV2 with 1.3 times the channels. */
  public static final Backbone MOBILENET_V2_130 = named("mobilenet_v2_1.3");

  /** MobileNetV2 with 1.4 times the channels. */
  public static final Backbone MOBILENET_V2_140 = named("mobilenet_v2_1.4");

  /** ResNet18, 11.7 M parameters. */
  public static final Backbone RESNET18 = named("resnet18");

  /** ResNet34, 21.8 M parameters. */
  public static final Backbone RESNET34 = named("resnet34");

  /** ResNet50, 25.6 M parameters. */
  public static final Backbone RESNET50 = named("resnet50");

  /** ResNet101, 44.5 M parameters. */
  public static final Backbone RESNET101 = named("resnet101");

  /** ResNet152, 60.2 M parameters. */
  public static final Backbone RESNET152 = named("resnet152");

  /** VGG16, 138.4 M parameters of which 14.7 M are in the backbone. */
  public static final Backbone VGG16 = named("vgg16");

  /** VGG16 with batch normalization. */
  public static final Backbone VGG16_BN = named("vgg16_bn");

  /** VGG19, 143.7 M parameters of which 20.0 M are in the backbone. */
  public static final Backbone VGG19 = named("vgg19");

  /** VGG19 with batch normalization. */
  public static final Backbone VGG19_BN = named("vgg19_bn");

  /** Inception v3, 23.8 M parameters, 299 pixels; without its auxiliary head. */
  public static final Backbone INCEPTION_V3 = named("inception_v3");

  /** Xception, 22.9 M parameters, 299 pixels. */
  public static final Backbone XCEPTION = named("xception");

  /** DenseNet121, 8.0 M parameters. */
  public static final Backbone DENSENET121 = named("densenet121");

  /** DenseNet169, 14.1 M parameters. */
  public static final Backbone DENSENET169 = named("densenet169");

  /** DenseNet201, 20.0 M parameters. */
  public static final Backbone DENSENET201 = named("densenet201");

  /** ConvNeXt-Tiny, 28.6 M parameters. */
  public static final Backbone CONVNEXT_TINY = named("convnext_tiny");

  /** Swin-Tiny, 28.3 M parameters: attention in shifted windows, maps of strides 4 to 32. */
  public static final Backbone SWIN_T = named("swin_t");

  /** ViT-Base with patches of 16 pixels, 86.6 M parameters. */
  public static final Backbone VIT_B_16 = named("vit_b_16");

  /** ViT-Small with patches of 16 pixels, 22.1 M parameters. */
  public static final Backbone VIT_S_16 = named("vit_s_16");

  /** ViT-Tiny with patches of 16 pixels, 5.7 M parameters. */
  public static final Backbone VIT_TI_16 = named("vit_ti_16");

  /** DeiT-Tiny, 5.7 M parameters: ViT-Tiny as trained on ImageNet alone. */
  public static final Backbone DEIT_TI_16 = named("deit_ti_16");

  /** DINOv2-Small, 22 M parameters, trained without labels: features without a classifier. */
  public static final Backbone DINOV2_S_14 = named("dinov2_s_14");

  /** DINOv2-Small with four registers. */
  public static final Backbone DINOV2_S_14_REG = named("dinov2_s_14_reg");

  /** DINOv2-Base, 86 M parameters, trained without labels: features without a classifier. */
  public static final Backbone DINOV2_B_14 = named("dinov2_b_14");

  /** DINOv2-Base with four registers. */
  public static final Backbone DINOV2_B_14_REG = named("dinov2_b_14_reg");

  /** MiniLM-L6, 23 M parameters, reads texts; its weights come with a Python package or a jar. */
  public static final TextEncoder MINILM_L6 = TextEncoder.of("minilm_l6");

  /** BGE-small, 33 M parameters, reads texts; its weights come with a jar. */
  public static final TextEncoder BGE_SMALL = TextEncoder.of("bge_small");

  /** E5-small, 33 M parameters, reads texts; its weights come with a jar. */
  public static final TextEncoder E5_SMALL = TextEncoder.of("e5_small");

  /** BERT-Base, 109 M parameters, reads texts. */
  public static final TextEncoder BERT_BASE = TextEncoder.of("bert_base");

  /** DistilBERT, 66 M parameters, reads texts. */
  public static final TextEncoder DISTILBERT_BASE = TextEncoder.of("distilbert_base");

  Backbone(Architecture architecture, String engine) {
    super(architecture, engine);
  }

  /**
   * Lists the catalogue.
   *
   * @return every row
   */
  public static List<Backbone> all() {
    return Catalogue.ROWS.stream().map(row -> new Backbone(Architecture.of(row), "")).toList();
  }

  /**
   * Lists what can be loaded without a network: the backbones of which a weight file lies in {@code
   * GRAFT_HOME}, on the class path or in an installed Python package, each with the first such set.
   *
   * @return in the catalogue's order
   */
  public static List<Backbone> present() {
    WeightStore store = WeightStore.atHome();
    return all().stream()
        .flatMap(
            backbone ->
                backbone.weightSets().stream()
                    .filter(one -> one.file().flatMap(store::locate).isPresent())
                    .limit(1)
                    .map(one -> backbone.weightSet(one.name())))
        .toList();
  }

  /**
   * Finds a row.
   *
   * @param name such as {@code efficientnet_lite0}, or with one of its weight sets {@code
   *     resnet50:torchvision-v2}, an output stride {@code resnet50/8}, or both; case, and {@code -}
   *     for {@code _} in the row, do not matter
   * @return the backbone
   * @throws IllegalArgumentException when there is none; the text lists all
   */
  public static Backbone named(String name) {
    return new Backbone(Architecture.named(name), "");
  }

  /**
   * Begins with an ONNX image model, of which the first part becomes a frozen backbone.
   *
   * @param file in ONNX format
   * @return options, to be closed with {@code load()}
   */
  public static OnnxBackbone onnx(Path file) {
    return OnnxBackbone.of(file);
  }

  /**
   * Begins with a model of DJL's, of a zoo or one's own, which becomes a frozen backbone: a symbol
   * of MXNet's or a TorchScript module. It is copied as it is now: closing it, or training it,
   * changes nothing here.
   *
   * @param model loaded
   * @return options, to be closed with {@code load()}
   */
  public static DjlBackbone of(Model model) {
    return DjlBackbone.of(model);
  }

  /**
   * Begins with a model of a zoo of DJL's, which becomes a frozen backbone. {@code load()} opens
   * it, copies it and closes it again. Where the zoo says how photos are resized and normalized, no
   * contract need be given.
   *
   * @param criteria of a symbol of MXNet's or a TorchScript module, from DJL's zoo, an address or a
   *     folder
   * @return options, to be closed with {@code load()}
   */
  public static DjlBackbone zoo(Criteria<?, ?> criteria) {
    return DjlBackbone.of(criteria);
  }

  /**
   * Chooses among the published weights, and with them the graph, the input and, unless one was
   * chosen, the size. A file given to {@link #load(Path)} is read as of that set.
   *
   * @param name such as {@code torchvision-v2} or {@code keras}
   * @return the backbone with those weights
   * @throws IllegalArgumentException when there is no such set; the text lists all
   */
  public Backbone weightSet(String name) {
    return new Backbone(architecture.weightSet(name), engine);
  }

  /**
   * Changes the size of the input.
   *
   * @param pixels side of the square, at least 32 and at most {@link InputContract#LARGEST}
   * @return the backbone at that size
   */
  public Backbone size(int pixels) {
    return new Backbone(architecture.size(Sides.square(pixels)), engine);
  }

  /**
   * Keeps the last maps large, as segmentation wants them: steps beyond a stride are not made, and
   * later windows have holes in their place (Chen et al. 2017, Rethinking Atrous Convolution,
   * sections 3.1 to 3.3). Weights stay; what lies behind costs 4 or 16 times as much.
   *
   * @param pixels of the input to one of the last map: 8, or 16; without it that is 32
   * @return the backbone so drawn, named as {@code resnet50/8}
   * @throws IllegalArgumentException for other strides, and when the network's later steps are no
   *     convolutions: ResNets, MobileNets, EfficientNets and ConvNeXt can
   */
  public Backbone outputStride(int pixels) {
    return new Backbone(architecture.outputStride(Integer.toString(pixels)), engine);
  }

  /**
   * Chooses the training engine in place of the rule in {@link Engines}.
   *
   * @param name {@code MXNet} or {@code PyTorch}
   * @return the backbone on that engine
   */
  @Override
  public Backbone on(String name) {
    return new Backbone(architecture, Engines.named(name));
  }

  /** Equal ones load equal models. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Backbone backbone
        && architecture.equals(backbone.architecture)
        && engine.equals(backbone.engine);
  }

  @Override
  public int hashCode() {
    return Objects.hash(architecture, engine);
  }

  @Override
  public String toString() {
    return architecture.toString();
  }
}
