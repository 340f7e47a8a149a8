package dev.graft.graph;

/**
 * Computes what an ONNX model says.
 *
 * @param in shape of one input, {@code (C, H, W)}
 * @param out shape of one output
 * @param size how many weights it has
 * @param model the serialized model, one input and one output
 */
public record OnnxModel(Shape in, Shape out, long size, Binary model) implements Opaque {
  @Override
  public String kind() {
    return "an ONNX model";
  }

  @Override
  public boolean program() {
    return false;
  }
}
