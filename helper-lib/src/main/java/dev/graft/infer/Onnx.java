package dev.graft.infer;

import java.util.List;

/**
 * How a model becomes an ONNX file: what the file takes and what it gives. An immutable value.
 *
 * <pre>{@code
 * model.exportOnnx(path)                                 // a preprocessed tensor in, logits out
 * model.exportOnnx(path, Onnx.probabilities().photos())  // a photo in, probabilities out
 * model.exportOnnx(path, Onnx.layer("block5.2"))         // the network up to a layer
 * model.exportOnnx(path, Onnx.int8())                    // frozen layers in 8 bits, logits out
 * }</pre>
 *
 * @param input what the file takes
 * @param output what the file gives
 * @param layer where the network ends, with {@link Output#FEATURES}; else empty
 * @param precision in what numbers frozen layers compute that {@code freeze} calibrated
 */
public record Onnx(Input input, Output output, String layer, Precision precision) {

  /** What the file takes. */
  public enum Input {
    /**
     * Floats {@code (N, 3, H, W)} as the weights want them, named as the graph's input; of texts
     * {@code input_ids} and {@code attention_mask}, {@code (N, T)} of 64-bit whole numbers.
     */
    TENSOR,
    /**
     * Bytes {@code (N, H, W, 3)}, RGB, of the weights' size, named {@code pixels}; colour order,
     * mean and std are inside.
     */
    PIXELS,
    /**
     * Bytes {@code (N, height, width, 3)}, RGB, of any size, named {@code photos}; resizing and the
     * centre crop are inside too.
     */
    PHOTOS
  }

  /** What the file gives. */
  public enum Output {
    /** The classifier's raw values. */
    LOGITS,
    /**
     * Softmax over the classes; the logistic function of a binary head's logit, or of each tag's.
     */
    PROBABILITIES,
    /** What a layer gives. */
    FEATURES
  }

  /** The element-wise or row-wise function after the last layer. */
  enum Function {
    NONE,
    SOFTMAX,
    SIGMOID;

    /** Appends it and names the value that is the file's output. */
    String into(OnnxGraph onnx, String value) {
      String name = "probabilities";
      switch (this) {
        case NONE -> {
          return value;
        }
        case SOFTMAX -> {
          var axis = OnnxGraph.integer("axis", 1);
          onnx.node("Softmax", name, List.of(value), name, axis);
        }
        case SIGMOID -> onnx.node("Sigmoid", name, List.of(value), name);
      }
      return name;
    }
  }

  /** Checks that a layer is named where one is needed. */
  public Onnx {
    if (output == Output.FEATURES && layer.isEmpty()) {
      throw new IllegalArgumentException("layer is empty; name a stage, such as \"block5.2\"");
    }
  }

  /**
   * Begins with the whole network and its raw output.
   *
   * @return the options
   */
  public static Onnx logits() {
    return new Onnx(Input.TENSOR, Output.LOGITS, "", Precision.FLOAT);
  }

  /**
   * Begins with the whole network and probabilities: softmax, for a binary head the probability of
   * the second class, or for a head of tags that of each.
   *
   * @return the options
   */
  public static Onnx probabilities() {
    return new Onnx(Input.TENSOR, Output.PROBABILITIES, "", Precision.FLOAT);
  }

  /**
   * Begins with the network up to a layer.
   *
   * @param name a stage ({@code block5.2}), a group of stages ({@code block5}) or a node
   * @return the options
   */
  public static Onnx layer(String name) {
    return new Onnx(Input.TENSOR, Output.FEATURES, name, Precision.FLOAT);
  }

  /**
   * Begins with the whole network and its raw output, frozen layers in whole numbers of 8 bits.
   *
   * @return the options
   */
  public static Onnx int8() {
    return logits().precision(Precision.INT8);
  }

  /**
   * Chooses in what numbers frozen layers compute. With {@link Precision#INT8} the file computes
   * what the model does whose {@code freeze} was asked for int8: layers that learn, the head among
   * them, stay in float. It says so in ONNX's own operators {@code QuantizeLinear} and {@code
   * DequantizeLinear}, which every runtime knows; one that knows the pattern multiplies whole
   * numbers. Weights have 7 bits in a file and 8 in the model itself: with 8 the sums of ONNX
   * Runtime overflow on x86 without VNNI.
   *
   * @param numbers of frozen layers
   * @return new options
   */
  public Onnx precision(Precision numbers) {
    return new Onnx(input, output, layer, numbers);
  }

  /**
   * Puts the normalization inside: the file takes 8-bit RGB pixels of the weights' size.
   *
   * @return new options
   */
  public Onnx pixels() {
    return new Onnx(Input.PIXELS, output, layer, precision);
  }

  /**
   * Puts all of Graft's preprocessing inside: the file takes 8-bit RGB photos of any size, those of
   * one batch alike. It needs ONNX's opset 18. Resizing agrees with Graft's own within 0.002 of 255
   * levels (measured on JPEGs of 20 to 1201 pixels).
   *
   * <p>What decodes a file is the caller's: {@code predict} takes the samples as the file stores
   * them, without its colour profile (an iPhone's Display P3 is passed over, CMYK is computed),
   * lays alpha over white and turns a photo upright by its EXIF. With Pillow that is {@code
   * ImageOps.exif_transpose(image).convert("RGB")}, and for what has alpha {@code
   * Image.alpha_composite} on white before it.
   *
   * @return new options
   */
  public Onnx photos() {
    return new Onnx(Input.PHOTOS, output, layer, precision);
  }
}
