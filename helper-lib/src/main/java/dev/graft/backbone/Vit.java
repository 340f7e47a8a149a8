package dev.graft.backbone;

import dev.graft.backbone.VitLayers.Branch;
import dev.graft.graph.Graph;
import dev.graft.graph.GraphBuilder;
import dev.graft.graph.TokenMean;

/**
 * The vision transformer (Dosovitskiy et al. 2021, table 1; its smaller ones Steiner et al. 2022,
 * table 2) and DeiT (Touvron et al. 2021, table 1), which differs in its training alone. Names are
 * timm's; torchvision's and Hugging Face's networks compute the same. Checked against timm 1.0.31,
 * torchvision 0.29.2 and transformers 5.24.0.
 *
 * <pre>{@code
 * Graph graph = Vit.of(Vit.Size.BASE, 224, 1000);   // (3, 224, 224) -> (1000)
 * }</pre>
 *
 * <p>The class token behind the last normalization, stage {@code top}, is what the head reads. At a
 * size that the weights were not made for, positions are resized as their publisher does. Dropout
 * and stochastic depth, with which it was trained from scratch, are left out.
 */
public final class Vit {
  private static final int PATCH = 16;
  private static final int DEPTH = 12;
  private static final double HUGGING_FACE_EPSILON = 1e-12;

  /** How wide it is. */
  public enum Size {
    /** 192 channels, 5.7 M parameters. */
    TINY("ti", 192),
    /** 384 channels, 22.1 M parameters. */
    SMALL("s", 384),
    /** 768 channels, 86.6 M parameters. */
    BASE("b", 768);

    private static final int PER_HEAD = 64;

    private final String letter;
    private final int width;

    Size(String letter, int width) {
      this.letter = letter;
      this.width = width;
    }

    VitLayers layers(int patch) {
      return VitLayers.of(patch, width, DEPTH, width / PER_HEAD);
    }

    String letter() {
      return letter;
    }
  }

  private Vit() {}

  /**
   * Builds ViT with patches of 16 pixels as timm and torchvision have it.
   *
   * @param size how wide
   * @param pixels side of the input, a multiple of 16
   * @param classes outputs of the head
   * @return the graph, {@code (3, pixels, pixels)} to {@code (classes)}
   * @throws IllegalArgumentException when the patches do not fill the input
   */
  public static Graph of(Size size, int pixels, int classes) {
    return of("vit_" + size.letter + "_16", size.layers(PATCH), pixels, classes);
  }

  /**
   * Builds ViT as Hugging Face has it, with a smaller epsilon.
   *
   * @param size how wide
   * @param pixels side of the input, a multiple of 16
   * @param classes outputs of the head
   * @return the graph, {@code (3, pixels, pixels)} to {@code (classes)}
   * @throws IllegalArgumentException when the patches do not fill the input
   */
  public static Graph huggingFace(Size size, int pixels, int classes) {
    VitLayers layers = size.layers(PATCH).epsilon(HUGGING_FACE_EPSILON);
    return of("vit_" + size.letter + "_16_hf", layers, pixels, classes);
  }

  /**
   * Builds DeiT without its token for distillation.
   *
   * @param size how wide
   * @param pixels side of the input, a multiple of 16
   * @param classes outputs of the head
   * @return the graph, {@code (3, pixels, pixels)} to {@code (classes)}
   * @throws IllegalArgumentException when the patches do not fill the input
   */
  public static Graph deit(Size size, int pixels, int classes) {
    return of("deit_" + size.letter + "_16", size.layers(PATCH), pixels, classes);
  }

  /**
   * Builds DeiT as Hugging Face has it, with a smaller epsilon.
   *
   * @param size how wide
   * @param pixels side of the input, a multiple of 16
   * @param classes outputs of the head
   * @return the graph, {@code (3, pixels, pixels)} to {@code (classes)}
   * @throws IllegalArgumentException when the patches do not fill the input
   */
  public static Graph huggingFaceDeit(Size size, int pixels, int classes) {
    VitLayers layers = size.layers(PATCH).epsilon(HUGGING_FACE_EPSILON);
    return of("deit_" + size.letter + "_16_hf", layers, pixels, classes);
  }

  /** Builds one of any width and depth. */
  static Graph of(String name, VitLayers layers, int pixels, int classes) {
    GraphBuilder net = layers.patches(name, pixels);
    layers.prefix(net, "cls_token", 1);
    layers.positions(net).stage("stem");
    layers.blocks(net, Branch.PLAIN).then("token", new TokenMean(0, 1)).stage("top");
    return net.linear("head", classes).head();
  }
}
