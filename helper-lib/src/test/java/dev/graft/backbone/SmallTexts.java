package dev.graft.backbone;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.graph.Extent;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.Shape;
import dev.graft.memory.DirectFloats;
import dev.graft.reference.FormulaWeights;
import dev.graft.weights.Reshaping;
import dev.graft.weights.StackedProjections;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Text encoders of two blocks and 24 channels, and the texts, as {@code record_texts.py} has. */
public final class SmallTexts {
  public static final int VOCABULARY = 61;

  private SmallTexts() {}

  private static BertLayers layers(int segments, double epsilon) {
    return new BertLayers(VOCABULARY, 512, 24, 2, 3, 40, segments, epsilon);
  }

  /** What was recorded. */
  public enum Network {
    BERT,
    BERT_MLM,
    DISTILBERT,
    DISTILBERT_MLM,
    ROBERTA;

    /** As its recordings are named. */
    public String title() {
      return name().toLowerCase(Locale.ROOT);
    }

    public Graph graph(Pooling pooling, int tokens) {
      return switch (this) {
        case BERT, BERT_MLM -> Bert.of(title(), layers(2, 1e-12), pooling, tokens);
        case DISTILBERT, DISTILBERT_MLM ->
            DistilBert.of(title(), layers(0, 1e-12), pooling, tokens);
        case ROBERTA -> Roberta.layers(VOCABULARY, 24, 2, 3, 40).graph(title(), pooling, tokens);
      };
    }

    /** With a dense layer behind the pooled vector. */
    public Graph classifier(Pooling pooling, int tokens) {
      return GraphBuilder.onto(graph(pooling, tokens)).linear("head", 3).head();
    }

    /** Of any length: the publisher's tensors, renamed, and the dense layer's. */
    public StateDict weights(Graph graph) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      shapes(title())
          .forEach((name, shape) -> tensors.put(name, FormulaWeights.tensor(name, shape)));
      for (String name : List.of("head.weight", "head.bias")) {
        if (graph.parameters().containsKey(name)) {
          tensors.put(name, FormulaWeights.tensor(name, graph.parameters().get(name).shape()));
        }
      }
      StateDict named = named(graph, StateDict.of(tensors));
      return StackedProjections.toGraph(graph, named).select(graph);
    }

    /** Those at which tokens stand. */
    private static StateDict laterPositions(StateDict all) {
      String table = "embeddings.position_embeddings";
      FloatBuffer values = all.get(table).values();
      int unused = 24 * Roberta.UNUSED_POSITIONS;
      FloatBuffer used = values.slice(unused, values.limit() - unused);
      return all.with(Map.of(table, new Tensor(Shape.of(512, 24), used)));
    }

    private StateDict named(Graph graph, StateDict all) {
      return switch (this) {
        case BERT, BERT_MLM ->
            Reshaping.toGraph(graph, all.rename(name -> BertNames.graphName(graph, name)));
        case DISTILBERT, DISTILBERT_MLM ->
            Reshaping.toGraph(graph, all.rename(name -> DistilBertNames.graphName(graph, name)));
        case ROBERTA ->
            Reshaping.toGraph(
                graph, laterPositions(all.rename(name -> Roberta.graphName(graph, name))));
      };
    }
  }

  /** One of 384 channels, 1.8 million parameters. */
  public static Graph wide(Pooling pooling, int tokens) {
    var layers = new BertLayers(VOCABULARY, 16, 384, 1, 4, 1536, 2, 1e-12);
    return layers.graph("wide", pooling, tokens);
  }

  /** A RoBERTa that knows as many ids as wanted. */
  public static Graph roberta(int vocabulary, Pooling pooling, int tokens) {
    return Roberta.layers(vocabulary, 24, 2, 3, 40).graph("roberta", pooling, tokens);
  }

  /** What its publisher's file would hold. */
  public static Map<String, Tensor> robertaFile(int vocabulary) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    shapes("roberta")
        .forEach(
            (name, shape) ->
                tensors.put(
                    name,
                    FormulaWeights.tensor(
                        name,
                        name.endsWith("word_embeddings.weight")
                            ? Shape.of(vocabulary, shape.get(1))
                            : shape)));
    return tensors;
  }

  /**
   * Texts that are computed together.
   *
   * @param lengths tokens of each
   */
  public record Batch(List<Integer> lengths) {
    /** As far apart as they can be. */
    public static final Batch MIXED = new Batch(List.of(512, 1, 511, 2, 37));

    /** Three, each a third of the longest shorter than the one before. */
    public static Batch thirds(int tokens) {
      int third = tokens / 3;
      return new Batch(List.of(tokens, tokens - third, tokens - 2 * third));
    }

    /** Of the longest. */
    public int tokens() {
      return Collections.max(lengths);
    }

    public Extent extent() {
      return new Extent(lengths.size(), tokens());
    }

    public FloatBuffer ids(int vocabulary) {
      FloatBuffer ids = DirectFloats.of(lengths.size() * tokens());
      for (long i = 0; i < ids.capacity(); i++) {
        ids.put((int) i, (7 * i * i + 13 * i + 5) % vocabulary);
      }
      return ids;
    }

    public FloatBuffer mask() {
      FloatBuffer mask = DirectFloats.of(lengths.size() * tokens());
      for (int i = 0; i < mask.capacity(); i++) {
        mask.put(i, i % tokens() < lengths.get(i / tokens()) ? 1 : 0);
      }
      return mask;
    }
  }

  static Map<String, Shape> shapes(String network) {
    try (var json = SmallTexts.class.getResourceAsStream("/reference/text_tensors.json")) {
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
