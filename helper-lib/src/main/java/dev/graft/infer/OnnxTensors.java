package dev.graft.infer;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.graft.weights.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

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

  private final Path file;

  OnnxTensors(Path file) {
    this.file = file;
  }

  /** Gives the tensor with its data inside the model. */
  TensorProto inlined(TensorProto tensor) {
    if (tensor.getDataLocation() != DataLocation.EXTERNAL) {
      requireInside(tensor);
      return tensor;
    }
    TensorProto whole =
        tensor.toBuilder()
            .clearExternalData()
            .clearDataLocation()
            .setRawData(external(tensor))
            .build();
    requireInside(whole);
    return whole;
  }

  /** Demands data inside the model, as long as the shape says. */
  void requireInside(TensorProto tensor) {
    if (tensor.getDataLocation() == DataLocation.EXTERNAL) {
      throw new IllegalArgumentException(
          "constant \"" + tensor.getName() + "\" lies outside the model; only weights may");
    }
    long expected = elements(tensor);
    long got =
        tensor.hasRawData() ? tensor.getRawData().size() / (long) width(tensor) : typed(tensor);
    boolean rest = tensor.hasRawData() && tensor.getRawData().size() % width(tensor) != 0;
    if (got != expected || rest) {
      throw new IllegalArgumentException(
          "tensor \"%s\" is %s, its data has %d values"
              .formatted(tensor.getName(), tensor.getDimsList(), got));
    }
  }

  private static long elements(TensorProto tensor) {
    long product = 1;
    for (long d : tensor.getDimsList()) {
      if (d < 0 || d > 0 && product > Integer.MAX_VALUE / d) {
        throw new IllegalArgumentException(
            "tensor \"%s\" has shape %s".formatted(tensor.getName(), tensor.getDimsList()));
      }
      product *= d;
    }
    return product;
  }

  private static int width(TensorProto tensor) {
    DataType type = DataType.forNumber(tensor.getDataType());
    Integer bytes = type == null ? null : BYTES.get(type);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "tensor \"%s\" is of ONNX's type %d, which is not read"
              .formatted(tensor.getName(), tensor.getDataType()));
    }
    return bytes;
  }

  private static long typed(TensorProto tensor) {
    width(tensor);
    return switch (DataType.forNumber(tensor.getDataType())) {
      case FLOAT -> tensor.getFloatDataCount();
      case DOUBLE -> tensor.getDoubleDataCount();
      case INT64 -> tensor.getInt64DataCount();
      case UINT32, UINT64 -> tensor.getUint64DataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  private ByteString external(TensorProto tensor) {
    Map<String, String> where =
        tensor.getExternalDataList().stream()
            .collect(
                Collectors.toMap(
                    StringStringEntryProto::getKey,
                    StringStringEntryProto::getValue,
                    (first, second) -> second));
    String location = where.getOrDefault("location", "");
    try {
      Path data = inFolder(tensor, location);
      long length = elements(tensor) * width(tensor);
      long offset = Long.parseLong(where.getOrDefault("offset", "0"));
      if (offset < 0 || offset + length > Files.size(data) || length > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "tensor \"%s\" wants %d bytes at %d of %s, which has %d"
                .formatted(tensor.getName(), length, offset, location, Files.size(data)));
      }
      return Uninterrupted.run(() -> read(data, offset, Math.toIntExact(length)));
    } catch (IOException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "tensor \"%s\" cannot be read from \"%s\"".formatted(tensor.getName(), location), e);
    }
  }

  private static ByteString read(Path data, long offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(data)) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {}
      return ByteString.copyFrom(bytes.flip());
    }
  }

  /** Follows links first: what is read lies beside the model or below it. */
  private Path inFolder(TensorProto tensor, String location) throws IOException {
    Path folder = file.toRealPath().getParent();
    try {
      Path data = folder.resolve(location).toRealPath();
      if (!location.isEmpty() && data.startsWith(folder) && Files.isRegularFile(data)) {
        return data;
      }
    } catch (InvalidPathException unspeakable) {
      // said below
    }
    throw new IllegalArgumentException(
        "tensor \"%s\" lies in \"%s\", which is not a file of the model's own folder"
            .formatted(tensor.getName(), location));
  }
}
