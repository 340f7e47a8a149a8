package dev.graft.backbone;

import dev.graft.backbone.Swin.Row;
import dev.graft.graph.Graph;
import dev.graft.reference.FormulaWeights;
import dev.graft.weights.StackedProjections;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Swin with windows of 4 pixels and 16 channels at first, as {@code record_swin.py} has it. */
public enum SmallSwin {
  /** The graph's own names. */
  TORCHVISION_SWIN(64, 45),
  TIMM_SWIN(64),
  HUGGINGFACE_SWIN(64);

  private static final List<Row> ROWS = List.of(new Row(2, 2), new Row(2, 4), new Row(2, 8));

  private final List<Integer> sizes;

  SmallSwin(Integer... sizes) {
    this.sizes = List.of(sizes);
  }

  public static Graph graph(int size) {
    return Swin.of("swin", 16, ROWS, 4, size, 10);
  }

  /** Those that were recorded. */
  public List<Integer> sizes() {
    return sizes;
  }

  /** As its recording is named. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The publisher's. */
  public List<String> names() {
    return List.copyOf(SmallTransformers.shapes("swin_tensors", title()).keySet());
  }

  public StateDict weights() {
    Graph graph = graph(64);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    SmallTransformers.shapes("swin_tensors", title())
        .forEach((name, shape) -> tensors.put(name, FormulaWeights.tensor(name, shape)));
    StateDict published = StateDict.of(tensors);
    StateDict named =
        switch (this) {
          case TORCHVISION_SWIN -> published;
          case TIMM_SWIN -> published.rename(SwinTimmNames.graphNames(graph, published.names()));
          case HUGGINGFACE_SWIN ->
              published.rename(name -> SwinHuggingFaceNames.graphName(graph, name));
        };
    return StackedProjections.toGraph(graph, named).select(graph);
  }
}
