package dev.graft.backbone;

import dev.graft.backbone.VitLayers.Branch;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.TokenMean;
import java.util.List;

/**
 * DINOv2 (Oquab et al. 2024): a vision transformer with patches of 14 pixels and scaled branches,
 * trained without labels; with four registers too (Darcet et al. 2024). Names are timm's. Checked
 * against timm 1.0.31 and transformers 5.24.0.
 *
 * <pre>{@code
 * Graph graph = DinoV2.of(Vit.Size.SMALL, DinoV2.Registers.NONE, DinoV2.Features.CLASS, 224, 1000);
 * }</pre>
 *
 * <p>The published backbones have no classifier. With registers, positions are added to the patches
 * alone, as timm has it: where others add one to the class token, weights bring it within that.
 */
public final class DinoV2 {
  private static final int PATCH = 14;

  /** Tokens without a place in the image. */
  public enum Registers {
    /** As first published. */
    NONE(0),
    /** Four, between the class token and the patches. */
    FOUR(4);

    private final int count;

    Registers(int count) {
      this.count = count;
    }
  }

  /** What the head reads of the last normalization. */
  public enum Features {
    /** The class token. */
    CLASS,
    /** The class token, and behind it the mean of the patches, as the published classifiers do. */
    CLASS_AND_MEAN
  }

  private DinoV2() {}

  /**
   * Builds it; trained at 518 pixels at last, evaluated at 224.
   *
   * @param size how wide
   * @param registers none or four
   * @param features what the head reads
   * @param pixels side of the input, a multiple of 14
   * @param classes outputs of the head
   * @return the graph, {@code (3, pixels, pixels)} to {@code (classes)}
   * @throws IllegalArgumentException when the patches do not fill the input
   */
  public static Graph of(
      Vit.Size size, Registers registers, Features features, int pixels, int classes) {
    String name = "dinov2_" + size.letter() + "_14" + (registers == Registers.FOUR ? "_reg" : "");
    return of(name, size.layers(PATCH), registers, features, pixels, classes);
  }

  /** Builds one of any width and depth. */
  static Graph of(
      String name,
      VitLayers layers,
      Registers registers,
      Features features,
      int pixels,
      int classes) {
    GraphBuilder net = layers.patches(name, pixels);
    if (registers == Registers.NONE) {
      layers.prefix(net, "cls_token", 1);
      layers.positions(net).stage("stem");
    } else {
      layers.positions(net);
      layers.prefix(net, "reg_token", registers.count);
      layers.prefix(net, "cls_token", 1).stage("stem");
    }
    String tokens = layers.blocks(net, Branch.SCALED).last();
    int all = net.shape().get(1);
    net.then("token", new TokenMean(0, 1));
    if (features == Features.CLASS_AND_MEAN) {
      net.from(tokens).then("patches", new TokenMean(1 + registers.count, all));
      net.concat("features", List.of("token", "patches"));
    }
    net.stage("top");
    return net.linear("head", classes).head();
  }
}
