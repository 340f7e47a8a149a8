package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What is known of a value of an ONNX graph before it is computed: its type, its shape, and its
 * numbers where shapes are made of them.
 */
final class OnnxValue {
  /** Shapes and indices are short; longer lists are data. */
  private static final int FEW = 1024;

  /** Beyond, a double cannot tell one whole number from the next. */
  private static final double EXACT = 1L << 52;

  private static final int DEEPEST = 12;

  /** ONNX Runtime lays maps out in blocks of so many channels. */
  private static final int CHANNEL_BLOCK = 16;

  final DataType type;
  final long[] dims;

  /** Null where they are not known. */
  final double[] numbers;

  /** Whether it hangs on weights alone, so that it is computed when the model is opened. */
  final boolean constant;

  /** Whether ONNX Runtime may lay it out in blocks of channels, of which the last is filled up. */
  final boolean blocked;

  private OnnxValue(
      DataType type, long[] dims, double[] numbers, boolean constant, boolean blocked) {
    this.blocked = blocked;
    this.type = type;
    this.dims = dims;
    this.numbers = numbers;
    this.constant = constant;
  }

  /**
   * @throws IllegalArgumentException when no tensor has such a shape
   */
  static OnnxValue of(DataType type, long... dims) {
    if (dims.length > DEEPEST || LongStream.of(dims).anyMatch(d -> d < 0)) {
      throw new IllegalArgumentException(
          "a shape of " + (dims.length > DEEPEST ? dims.length + " axes" : Arrays.toString(dims)));
    }
    return new OnnxValue(type, dims, null, false, false);
  }

  static OnnxValue of(TensorProto tensor) {
    long[] dims = tensor.getDimsList().stream().mapToLong(d -> d).toArray();
    var value = of(DataType.forNumber(tensor.getDataType()), dims);
    return (value.elements() > FEW ? value : value.numbers(numbers(tensor))).constant(true);
  }

  /** Numbers that fit, else none: a shape that hangs on others is refused. */
  OnnxValue numbers(double[] known) {
    boolean fits =
        known != null && known.length <= FEW && known.length == elements() && exact(known);
    return new OnnxValue(type, dims, fits ? known : null, constant, blocked);
  }

  OnnxValue constant(boolean is) {
    return new OnnxValue(type, dims, numbers, is, blocked);
  }

  OnnxValue blocked(boolean is) {
    return new OnnxValue(type, dims, numbers, constant, is);
  }

  OnnxValue type(DataType other) {
    return of(other, dims);
  }

  private boolean exact(double[] known) {
    return switch (type) {
      case FLOAT, DOUBLE, BOOL -> true;
      case INT64 -> Arrays.stream(known).allMatch(v -> isEnd(v) || Math.abs(v) <= EXACT);
      case INT32 -> Arrays.stream(known).allMatch(v -> v == (int) v);
      default -> false;
    };
  }

  /** Slices say "to the end" in this way. */
  static boolean isEnd(double value) {
    return Math.abs(value) >= Long.MAX_VALUE;
  }

  static double toZero(double value) {
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  /** A float of the model's is no double. */
  double rounded(double number) {
    return type == DataType.FLOAT ? (float) number : number;
  }

  int rank() {
    return dims.length;
  }

  double elements() {
    return Arrays.stream(dims).mapToDouble(d -> d).reduce(1, (a, b) -> a * b);
  }

  /** Tells how much memory ONNX Runtime takes for it, at most. */
  double bytes() {
    double padded = elements();
    if (blocked && rank() == 4 && dims[1] % CHANNEL_BLOCK != 0) {
      padded *= (dims[1] / CHANNEL_BLOCK + 1.0) * CHANNEL_BLOCK / dims[1];
    }
    return padded * OnnxTensors.width(type);
  }

  private static double[] numbers(TensorProto tensor) {
    if (!tensor.hasRawData()) {
      return switch (DataType.forNumber(tensor.getDataType())) {
        case FLOAT -> tensor.getFloatDataList().stream().mapToDouble(v -> v).toArray();
        case DOUBLE -> tensor.getDoubleDataList().stream().mapToDouble(v -> v).toArray();
        case INT64 -> tensor.getInt64DataList().stream().mapToDouble(v -> v).toArray();
        case INT32, BOOL -> tensor.getInt32DataList().stream().mapToDouble(v -> v).toArray();
        default -> null;
      };
    }
    ByteBuffer all = tensor.getRawData().asReadOnlyByteBuffer(); // begins where the file does
    ByteBuffer raw = all.slice().order(ByteOrder.LITTLE_ENDIAN);
    DataType type = DataType.forNumber(tensor.getDataType());
    int count = raw.remaining() / OnnxTensors.width(type);
    return switch (type) {
      case FLOAT -> IntStream.range(0, count).mapToDouble(i -> raw.getFloat(4 * i)).toArray();
      case DOUBLE -> IntStream.range(0, count).mapToDouble(i -> raw.getDouble(8 * i)).toArray();
      case INT64 -> IntStream.range(0, count).mapToDouble(i -> raw.getLong(8 * i)).toArray();
      case INT32 -> IntStream.range(0, count).mapToDouble(i -> raw.getInt(4 * i)).toArray();
      case BOOL -> IntStream.range(0, count).mapToDouble(i -> raw.get(i)).toArray();
      default -> null;
    };
  }

  @Override
  public String toString() {
    return type + " of " + Arrays.toString(dims);
  }
}
