package dev.graft.infer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/**
 * Resizes {@code (N, 3, H, W)} inside an ONNX file as Graft does; {@code sizes} are two, H first.
 */
final class OnnxResize {
  private static final int HEIGHT = 2;
  private static final int WIDTH = 3;

  private OnnxResize() {}

  static String bilinear(OnnxGraph onnx, String image, String sizes) {
    return resize(
        onnx,
        "photos/resized",
        image,
        sizes,
        OnnxGraph.text("mode", "linear"),
        OnnxGraph.integers("axes", HEIGHT, WIDTH));
  }

  /** One axis after the other, since what overshoots is clamped after each. */
  static String bicubic(OnnxGraph onnx, String image, String sizes) {
    return cubic(
        onnx, "photos/resized", cubic(onnx, "photos/narrowed", image, sizes, WIDTH), sizes, HEIGHT);
  }

  private static String cubic(OnnxGraph onnx, String name, String image, String sizes, int axis) {
    String place = onnx.whole(name + "/place", axis - HEIGHT);
    String side = name + "/side";
    onnx.node("Gather", side, List.of(sizes, place), side);
    String raw =
        resize(
            onnx,
            name + "/raw",
            image,
            side,
            OnnxGraph.text("mode", "cubic"),
            OnnxGraph.real("cubic_coeff_a", -0.5),
            OnnxGraph.integers("axes", axis));
    String black = onnx.scalar("photos/black", 0);
    String white = onnx.scalar("photos/white", 255);
    onnx.node("Clip", name, List.of(raw, black, white), name);
    return name;
  }

  private static String resize(
      OnnxGraph onnx, String name, String image, String sizes, AttributeProto... how) {
    List<AttributeProto> all = new ArrayList<>(List.of(how));
    all.add(OnnxGraph.text("coordinate_transformation_mode", "half_pixel"));
    all.add(OnnxGraph.integer("antialias", 1));
    all.add(OnnxGraph.integer("exclude_outside", 1));
    onnx.node(
        "Resize", name, List.of(image, "", "", sizes), name, all.toArray(AttributeProto[]::new));
    return name;
  }
}
