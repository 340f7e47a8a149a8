package dev.graft.infer.gate;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.graft.weights.Excerpt;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks that a constant has as many bytes as its shape says, and reads those outside the file. */
final class OnnxTensors {
  private static final Map<DataType, Integer> BYTES =
      Map.ofEntries(
          Map.entry(DataType.FLOAT, 4),
          Map.entry(DataType.DOUBLE, 8),
          Map.entry(DataType.FLOAT16, 2),
          Map.entry(DataType.BFLOAT16, 2),
          Map.entry(DataType.INT8, 1),
          Map.entry(DataType.UINT8, 1),
          Map.entry(DataType.INT16, 2),
          Map.entry(DataType.UINT16, 2),
          Map.entry(DataType.INT32, 4),
          Map.entry(DataType.UINT32, 4),
          Map.entry(DataType.INT64, 8),
          Map.entry(DataType.UINT64, 8),
          Map.entry(DataType.BOOL, 1));

  /** Those of a model that is no file: none may lie elsewhere. */
  static final OnnxTensors NOWHERE = new OnnxTensors(Optional.empty());

  private final Optional<OnnxBeside> beside;

  private OnnxTensors(Optional<OnnxBeside> beside) {
    this.beside = beside;
  }

  OnnxTensors(Path file) {
    this(Optional.of(new OnnxBeside(file)));
  }

  /** Gives the tensor with its data inside the model. */
  TensorProto inlined(TensorProto tensor) {
    if (tensor.getDataLocation() != DataLocation.EXTERNAL || beside.isEmpty()) {
      requireInside(tensor);
      return tensor.getExternalDataCount() == 0
          ? tensor
          : tensor.toBuilder().clearExternalData().build();
    }
    OnnxText.requireName(tensor.getName());
    requireEmpty(tensor);
    TensorProto.Builder whole = tensor.toBuilder().clearExternalData().clearDataLocation();
    whole.setRawData(beside.get().read(tensor, elements(tensor) * width(tensor)));
    requireInside(whole.build());
    return whole.build();
  }

  private static void requireEmpty(TensorProto tensor) {
    if (tensor.hasRawData() || typed(tensor) > 0) {
      throw new IllegalArgumentException(
          "tensor %s has data inside and outside of the model"
              .formatted(Excerpt.quoted(tensor.getName())));
    }
  }

  /** Demands data inside the model, as long as the shape says. */
  static void requireInside(TensorProto tensor) {
    OnnxText.requireName(tensor.getName());
    String said = Excerpt.quoted(tensor.getName());
    if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
      throw new IllegalArgumentException(
          "constant " + said + " lies outside the model; only weights may");
    }
    long expected = elements(tensor);
    int width = width(tensor);
    long raw = tensor.getRawData().size();
    long got = tensor.hasRawData() ? raw / width : own(tensor);
    boolean other = tensor.hasSegment() || typed(tensor) != (tensor.hasRawData() ? 0 : got);
    if (got != expected || tensor.hasRawData() && raw % width != 0 || other) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor %s is %s, its data has %d values%s",
              said,
              Excerpt.of(tensor.getDimsList()),
              got,
              other ? " and some of another type" : ""));
    }
  }

  private static long elements(TensorProto tensor) {
    long product = 1;
    for (long d : tensor.getDimsList()) {
      if (d < 0 || d > 0 && product > Integer.MAX_VALUE / d) {
        throw new IllegalArgumentException(
            "tensor %s has shape %s"
                .formatted(Excerpt.quoted(tensor.getName()), Excerpt.of(tensor.getDimsList())));
      }
      product *= d;
    }
    return product;
  }

  private static int width(TensorProto tensor) {
    Integer bytes = BYTES.get(type(tensor.getDataType()));
    if (bytes == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor %s is of ONNX's type %d, which is not read",
              Excerpt.quoted(tensor.getName()),
              tensor.getDataType()));
    }
    return bytes;
  }

  /** Finds a type by its number; {@code UNDEFINED} where there is none. */
  private static DataType type(int number) {
    DataType type = DataType.forNumber(number);
    return type == null ? DataType.UNDEFINED : type;
  }

  /**
   * Finds a type that tensors may have.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  static DataType read(int number) {
    DataType type = type(number);
    if (!BYTES.containsKey(type)) {
      throw new IllegalArgumentException("it is of ONNX's type " + number + ", which is not read");
    }
    return type;
  }

  /** Tells how many bytes an element of a type has. */
  static int width(DataType type) {
    return BYTES.get(type);
  }

  /** Counts the values where they belong. */
  private static long own(TensorProto tensor) {
    return switch (type(tensor.getDataType())) {
      case FLOAT -> tensor.getFloatDataCount();
      case DOUBLE -> tensor.getDoubleDataCount();
      case INT64 -> tensor.getInt64DataCount();
      case UINT32, UINT64 -> tensor.getUint64DataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  /** Counts the values wherever they are. */
  private static long typed(TensorProto tensor) {
    return (long) tensor.getFloatDataCount()
        + tensor.getDoubleDataCount()
        + tensor.getInt64DataCount()
        + tensor.getUint64DataCount()
        + tensor.getInt32DataCount()
        + tensor.getStringDataCount();
  }
}
