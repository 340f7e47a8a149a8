package dev.graft.infer.read;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.graph.Shape;
import dev.graft.weights.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * Numbers that are known before anything runs.
 *
 * @param dims as ONNX counts them
 * @param whole whether they are integers or truth values
 * @param numbers floats as {@code float[]}, whole numbers as {@code double[]}, in C order
 * @param source the weight of the file that they are made of; empty where there is none
 * @param repeated the axis along which one value stands for the whole batch, or −1
 */
record Known(long[] dims, boolean whole, Object numbers, String source, int repeated)
    implements Value {
  /** Stands behind the name of a weight that several layers read. */
  static final String SHARED = "#shared";

  /** What is folded may not grow beyond this; a relative position of a large window has less. */
  private static final int MOST = 1 << 22;

  static Known of(boolean whole, long[] dims, IntToDoubleFunction at) {
    return of(whole, dims, MOST, at);
  }

  /** Makes what may have as many numbers as it is made of, if those are more than others may. */
  Known like(long[] other, IntToDoubleFunction at) {
    return of(whole, other, Math.max(MOST, size()), at).from(source);
  }

  private static Known of(boolean whole, long[] dims, int most, IntToDoubleFunction at) {
    int count = count(most, dims);
    if (whole) {
      double[] numbers = new double[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = at.applyAsDouble(i);
      }
      return new Known(dims, true, numbers, "", -1);
    }
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) at.applyAsDouble(i);
    }
    return new Known(dims, false, numbers, "", -1);
  }

  static Known whole(long... values) {
    return of(true, new long[] {values.length}, i -> values[i]);
  }

  static Known number(double value) {
    return of(false, new long[0], i -> value);
  }

  private static int count(int most, long[] dims) {
    long count = 1;
    for (long d : dims) {
      if (d < 0 || d > 0 && count > most / d) {
        throw new IllegalArgumentException("what is constant grows beyond " + most + " numbers");
      }
      count *= d;
    }
    return (int) count;
  }

  /** The weight's name where it is of one layer alone, else empty. */
  String own() {
    return source.endsWith(SHARED) || source.contains("::") ? "" : source;
  }

  Known from(String weight) {
    return new Known(dims, whole, numbers, weight, repeated);
  }

  /** Says that one value along an axis stands for the whole batch. */
  Known repeated(int axis) {
    long[] all = dims.clone();
    all[axis] = BATCH;
    return new Known(all, whole, numbers, source, axis);
  }

  /** Takes the one value that stands for the whole batch. */
  Known once() {
    if (repeated < 0 && whole && rank() == 1) {
      return of(true, dims, i -> at(i) > 0 && at(i) % BATCH == 0 ? at(i) / BATCH : at(i));
    }
    if (repeated < 0) {
      return this;
    }
    if (repeated > 0) {
      throw new IllegalArgumentException("a constant has the batch in axis " + repeated);
    }
    long[] one = dims.clone();
    one[repeated] = 1;
    return reshaped(one);
  }

  /** Reads the same numbers as another shape. */
  Known reshaped(long... other) {
    return new Known(other, whole, numbers, source, -1);
  }

  int size() {
    return numbers instanceof float[] floats ? floats.length : ((double[]) numbers).length;
  }

  double at(int i) {
    return numbers instanceof float[] floats ? floats[i] : ((double[]) numbers)[i];
  }

  float[] floats() {
    if (numbers instanceof float[] floats) {
      return floats;
    }
    float[] floats = new float[size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) at(i);
    }
    return floats;
  }

  long[] longs() {
    long[] longs = new long[size()];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = (long) at(i);
    }
    return longs;
  }

  boolean scalar() {
    return size() == 1 && repeated < 0;
  }

  double number() {
    if (size() != 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d numbers are given where one is needed", size()));
    }
    return at(0);
  }

  Tensor tensor(int... shape) {
    return Tensor.of(Shape.of(shape), floats());
  }

  /** Reads a tensor of a file, which the gate has checked; half precision is widened. */
  static Known of(TensorProto tensor) {
    long[] dims = tensor.getDimsList().stream().mapToLong(d -> d).toArray();
    int count = Math.toIntExact(Value.product(dims));
    DataType type = DataType.forNumber(tensor.getDataType());
    Object numbers = tensor.hasRawData() ? raw(tensor, type, count) : typed(tensor, type, count);
    return new Known(dims, numbers instanceof double[], numbers, "", -1);
  }

  private static Object raw(TensorProto tensor, DataType type, int count) {
    ByteBuffer raw =
        tensor.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case FLOAT -> {
        float[] floats = new float[count];
        raw.asFloatBuffer().get(floats);
        yield floats;
      }
      case DOUBLE -> floats(count, i -> raw.getDouble(8 * i));
      case FLOAT16 -> floats(count, i -> half(raw.getShort(2 * i)));
      case BFLOAT16 -> floats(count, i -> brain(raw.getShort(2 * i)));
      case INT64, UINT64 -> doubles(count, i -> raw.getLong(8 * i));
      case INT32 -> doubles(count, i -> raw.getInt(4 * i));
      case UINT32 -> doubles(count, i -> raw.getInt(4 * i) & 0xffffffffL);
      case INT16 -> doubles(count, i -> raw.getShort(2 * i));
      case UINT16 -> doubles(count, i -> raw.getShort(2 * i) & 0xffff);
      case INT8 -> doubles(count, raw::get);
      case UINT8, BOOL -> doubles(count, i -> raw.get(i) & 0xff);
      default -> throw new IllegalArgumentException("a constant is of the type " + type);
    };
  }

  private static Object typed(TensorProto tensor, DataType type, int count) {
    return switch (type) {
      case FLOAT -> floats(count, tensor::getFloatData);
      case DOUBLE -> floats(count, tensor::getDoubleData);
      case FLOAT16 -> floats(count, i -> half((short) tensor.getInt32Data(i)));
      case BFLOAT16 -> floats(count, i -> brain((short) tensor.getInt32Data(i)));
      case INT64 -> doubles(count, tensor::getInt64Data);
      case UINT32, UINT64 -> doubles(count, tensor::getUint64Data);
      default -> doubles(count, tensor::getInt32Data);
    };
  }

  private static float[] floats(int count, IntToDoubleFunction at) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) at.applyAsDouble(i);
    }
    return floats;
  }

  private static double[] doubles(int count, IntToDoubleFunction at) {
    double[] doubles = new double[count];
    for (int i = 0; i < count; i++) {
      doubles[i] = at.applyAsDouble(i);
    }
    return doubles;
  }

  private static double brain(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Widens IEEE 754's binary16. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double value =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return bits < 0 ? -value : value;
  }
}
