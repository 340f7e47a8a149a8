package dev.graft.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.graft.graph.Graph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single names of the publishers'; that all fit is for {@link Transformers_ReferenceTest}. */
class VitNamesTest {
  private static final Graph GRAPH = SmallTransformers.vit(64, 10);

  @ParameterizedTest
  @CsvSource({
    "class_token, cls_token",
    "encoder.pos_embedding, pos_embed",
    "conv_proj.bias, patch_embed.proj.bias",
    "encoder.layers.encoder_layer_11.ln_1.weight, blocks.11.norm1.weight",
    "encoder.layers.encoder_layer_0.self_attention.in_proj_weight, blocks.0.attn.qkv.weight",
    "encoder.layers.encoder_layer_0.self_attention.in_proj_bias, blocks.0.attn.qkv.bias",
    "encoder.layers.encoder_layer_0.self_attention.out_proj.bias, blocks.0.attn.proj.bias",
    "encoder.layers.encoder_layer_0.mlp.0.weight, blocks.0.mlp.fc1.weight",
    "encoder.layers.encoder_layer_0.mlp.linear_2.bias, blocks.0.mlp.fc2.bias",
    "encoder.layers.encoder_layer_0.mlp.5.bias, encoder.layers.encoder_layer_0.mlp.5.bias",
    "encoder.ln.weight, norm.weight",
    "heads.head.bias, head.bias",
    "cls_token, cls_token",
    "vit.layernorm.weight, vit.layernorm.weight",
  })
  void torchvision(String published, String name) {
    assertEquals(name, VitTorchvisionNames.graphName(GRAPH, published));
  }

  @ParameterizedTest
  @CsvSource({
    "vit.embeddings.cls_token, cls_token",
    "embeddings.position_embeddings, pos_embed",
    "dinov2_with_registers.embeddings.register_tokens, reg_token",
    "deit.embeddings.distillation_token, dist_token",
    "dinov2.embeddings.patch_embeddings.projection.weight, patch_embed.proj.weight",
    "vit.encoder.layer.3.attention.attention.query.weight, blocks.3.attn.q.weight",
    "vit.layers.3.attention.k_proj.bias, blocks.3.attn.k.bias",
    "encoder.layer.3.attention.output.dense.bias, blocks.3.attn.proj.bias",
    "encoder.layer.3.output.dense.bias, blocks.3.mlp.fc2.bias",
    "encoder.layer.3.intermediate.dense.bias, blocks.3.mlp.fc1.bias",
    "encoder.layer.3.layernorm_after.weight, blocks.3.norm2.weight",
    "dinov2.encoder.layer.0.layer_scale2.lambda1, blocks.0.ls2.layer_scale",
    "dinov2.encoder.layer.0.mlp.weights_in.bias, dinov2.encoder.layer.0.mlp.weights_in.bias",
    "layernorm.bias, norm.bias",
    "classifier.weight, head.weight",
    "pooler.dense.weight, pooler.dense.weight",
    "blocks.0.attn.qkv.weight, blocks.0.attn.qkv.weight",
  })
  void huggingFace(String published, String name) {
    assertEquals(name, VitHuggingFaceNames.graphName(GRAPH, published));
  }

  @ParameterizedTest
  @CsvSource({
    "blocks.11.ls2.gamma, blocks.11.ls2.layer_scale",
    "register_tokens, reg_token",
    "reg_token, reg_token",
    "blocks.0.norm1.weight, blocks.0.norm1.weight",
    "stages.0.blocks.0.ls1.gamma, stages.0.blocks.0.ls1.gamma",
  })
  void dinoV2(String published, String name) {
    assertEquals(name, DinoV2Names.graphName(GRAPH, published));
  }
}
