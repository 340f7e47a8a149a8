package dev.graft.backbone;

import java.util.List;

/** What two houses call the layers of an EfficientNet. */
enum EfficientNetLayers {
  TIMM(
      List.of("conv_stem", "bn1", "act1"),
      List.of("conv_head", "bn2", "act2"),
      List.of("global_pool", "dropout", "classifier")) {
    @Override
    String block(int stage, int index) {
      return "blocks." + stage + "." + index + ".";
    }

    @Override
    List<List<String>> parts(int expansion) {
      List<String> excite =
          List.of("se.pool", "se.conv_reduce", "se.act1", "se.conv_expand", "se.gate", "se.scale");
      return expansion == 1
          ? List.of(List.of("conv_dw", "bn1", "act1"), excite, List.of("conv_pw", "bn2"))
          : List.of(
              List.of("conv_pw", "bn1", "act1"),
              List.of("conv_dw", "bn2", "act2"),
              excite,
              List.of("conv_pwl", "bn3"));
    }
  },
  TORCHVISION(
      List.of("features.0.0", "features.0.1", "features.0.2"),
      List.of("features.8.0", "features.8.1", "features.8.2"),
      List.of("avgpool", "classifier.0", "classifier.1")) {
    @Override
    String block(int stage, int index) {
      return "features." + (stage + 1) + "." + index + ".";
    }

    @Override
    List<List<String>> parts(int expansion) {
      List<String> excite =
          List.of("avgpool", "fc1", "activation", "fc2", "scale_activation", "mul");
      return expansion == 1
          ? List.of(part(0, "0", "1", "2"), part(1, excite), part(2, "0", "1"))
          : List.of(
              part(0, "0", "1", "2"), part(1, "0", "1", "2"), part(2, excite), part(3, "0", "1"));
    }

    private List<String> part(int module, String... layers) {
      return part(module, List.of(layers));
    }

    private List<String> part(int module, List<String> layers) {
      return layers.stream().map(layer -> "block." + module + "." + layer).toList();
    }
  };

  private final List<String> stem;
  private final List<String> top;
  private final List<String> head;

  EfficientNetLayers(List<String> stem, List<String> top, List<String> head) {
    this.stem = stem;
    this.top = top;
    this.head = head;
  }

  /** Convolution, normalization, activation. */
  List<String> stem() {
    return stem;
  }

  /** Convolution, normalization, activation. */
  List<String> top() {
    return top;
  }

  /** Pool, dropout, classifier. */
  List<String> head() {
    return head;
  }

  /** What the names within a block begin with; both count from 0. */
  abstract String block(int stage, int index);

  /**
   * The convolutions of a block with what follows them; before the last, the excitation's pool,
   * convolution, activation, convolution, activation and product.
   */
  abstract List<List<String>> parts(int expansion);
}
