package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Graph;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single names of the publishers'; that all fit is for {@link Swin_ReferenceTest}. */
class SwinNamesTest {
  private static final Graph GRAPH = SmallSwin.graph(64);
  private static final Set<String> AUTHORS = Set.of("layers.0.downsample.reduction.weight");

  @ParameterizedTest
  @CsvSource({
    "patch_embed.proj.weight, features.0.0.weight",
    "patch_embed.norm.bias, features.0.2.bias",
    "layers.2.blocks.5.norm1.weight, features.5.5.norm1.weight",
    "layers.0.blocks.1.attn.qkv.bias, features.1.1.attn.qkv.bias",
    "layers.0.blocks.1.mlp.fc2.weight, features.1.1.mlp.3.weight",
    "layers.1.downsample.norm.weight, features.2.norm.weight",
    "layers.3.downsample.reduction.weight, features.6.reduction.weight",
    "norm.weight, norm.weight",
    "head.fc.bias, head.bias",
    "layers.0.blocks.1.attn_mask, features.1.1.attn_mask",
    "pooler.weight, pooler.weight",
  })
  void timm(String published, String name) {
    assertEquals(name, SwinTimmNames.graphNames(GRAPH, Set.of(published)).apply(published));
  }

  /** They count the merging of patches to the group before it. */
  @ParameterizedTest
  @CsvSource({
    "layers.0.downsample.norm.weight, features.2.norm.weight",
    "layers.2.downsample.reduction.weight, features.6.reduction.weight",
    "layers.3.blocks.0.mlp.fc1.weight, features.7.0.mlp.0.weight",
    "head.weight, head.weight",
  })
  void itsAuthors(String published, String name) {
    assertEquals(name, SwinTimmNames.graphNames(GRAPH, AUTHORS).apply(published));
  }

  @ParameterizedTest
  @CsvSource({
    "swin.embeddings.patch_embeddings.projection.bias, features.0.0.bias",
    "embeddings.norm.weight, features.0.2.weight",
    "swin.encoder.layers.2.blocks.5.attention.self.query.weight, features.5.5.attn.q.weight",
    "encoder.layers.3.blocks.1.attention.self.relative_position_bias_table,"
        + " features.7.1.attn.relative_position_bias_table",
    "encoder.layers.0.blocks.1.attention.output.dense.bias, features.1.1.attn.proj.bias",
    "encoder.layers.0.blocks.1.intermediate.dense.bias, features.1.1.mlp.0.bias",
    "encoder.layers.0.blocks.1.output.dense.bias, features.1.1.mlp.3.bias",
    "encoder.layers.0.downsample.norm.bias, features.2.norm.bias",
    "swin.layernorm.weight, norm.weight",
    "classifier.bias, head.bias",
    "swin.pooler.weight, swin.pooler.weight",
  })
  void huggingFace(String published, String name) {
    assertEquals(name, SwinHuggingFaceNames.graphName(GRAPH, published));
  }
}
