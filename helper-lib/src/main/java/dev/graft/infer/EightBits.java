package dev.graft.infer;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Constants of a model that computes in whole numbers: weights, biases, scales and zeros. */
final class EightBits {
  private static final double LONGEST_BIAS = 1 << 30;

  private EightBits() {}

  /** A constant's floats. */
  static float[] floats(TensorProto tensor) {
    FloatBuffer buffer =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    if (tensor.getRawData().isEmpty()) {
      float[] values = new float[tensor.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
      return values;
    }
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /**
   * Chooses the step of each channel: the largest weight is the largest number, unless the bias
   * would not fit then.
   *
   * @param bits of a weight
   * @param weight one row a channel
   * @param bias of each channel, or null
   * @param input step of the value that is multiplied
   */
  static float[] scales(WeightBits bits, float[][] weight, float[] bias, float input) {
    float[] scales = new float[weight.length];
    for (int channel = 0; channel < scales.length; channel++) {
      double largest = 0;
      for (float w : weight[channel]) {
        largest = Math.max(largest, Math.abs(w));
      }
      double least = bias == null ? 0 : Math.abs(bias[channel]) / (LONGEST_BIAS * input);
      double scale = Math.max(Math.max(bits.step(largest), least), Float.MIN_NORMAL);
      scales[channel] = (float) scale;
    }
    return scales;
  }

  static TensorProto biases(String name, float[] bias, float[] scales, float input) {
    var bytes = ByteBuffer.allocate(bias.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bias.length; i++) {
      bytes.putInt((int) Math.rint(bias[i] / biasScale(scales[i], input)));
    }
    return tensor(name, TensorProto.DataType.INT32, bytes.array(), bias.length);
  }

  static float biasScale(float scale, float input) {
    return Math.max(scale * input, Float.MIN_VALUE);
  }

  static TensorProto vector(String name, float... values) {
    return real(name, values, values.length);
  }

  static TensorProto scalar(String name, float value) {
    return real(name, new float[] {value});
  }

  static TensorProto zero(String name, int value) {
    return tensor(name, TensorProto.DataType.UINT8, new byte[] {(byte) value});
  }

  private static TensorProto real(String name, float[] values, long... dimensions) {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT, bytes.array(), dimensions);
  }

  static TensorProto tensor(
      String name, TensorProto.DataType type, byte[] bytes, long... dimensions) {
    var proto = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (long dimension : dimensions) {
      proto.addDims(dimension);
    }
    return proto.setRawData(ByteString.copyFrom(bytes)).build();
  }
}
