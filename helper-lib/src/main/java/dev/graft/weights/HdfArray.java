package dev.graft.weights;

import dev.graft.graph.Shape;
import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.Reference;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An array of floats in an HDF5 file: known by shape, read when asked for. */
final class HdfArray {
  private final String path;
  private final Shape shape;
  private final Dtype dtype;
  private final DataLayoutMessage layout;
  private final ObjectHeader header;
  private final HdfBytes bytes;

  private HdfArray(String path, Shape shape, Dtype dtype, ObjectHeader header, HdfBytes bytes) {
    this.path = path;
    this.shape = shape;
    this.dtype = dtype;
    this.header = header;
    this.bytes = bytes;
    layout = header.getMessageOfType(DataLayoutMessage.class);
  }

  /** Describes an array; empty where it holds no floats. */
  static Optional<HdfArray> of(String path, ObjectHeader header, HdfBytes bytes) {
    Optional<Dtype> dtype =
        dtype(path, header.getMessageOfType(DataTypeMessage.class).getDataType());
    return dtype.map(type -> new HdfArray(path, shape(path, header), type, header, bytes));
  }

  private static Shape shape(String path, ObjectHeader header) {
    var space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
    if (space.getType() == 2) {
      throw new WeightsException("array " + Excerpt.quoted(path) + " has no shape");
    }
    List<Long> dimensions = Arrays.stream(space.getDimensions()).asLongStream().boxed().toList();
    return Shapes.checked(path, dimensions);
  }

  private static Optional<Dtype> dtype(String path, DataType type) {
    // Keras's bfloat16, see HdfBytes: opaque pairs of bytes, which is all that h5py can do with it
    if (type instanceof Reference && type.getSize() == Dtype.BF16.bytes()) {
      return Optional.of(Dtype.BF16);
    }
    if (!(type instanceof FloatingPoint real)) {
      return Optional.empty();
    }
    Optional<Dtype> ieee =
        switch (real.getExponentSize() + 100 * type.getSize()) {
          case 205 -> Optional.of(Dtype.F16);
          case 208 -> Optional.of(Dtype.BF16);
          case 408 -> Optional.of(Dtype.F32);
          case 811 -> Optional.of(Dtype.F64);
          default -> Optional.empty();
        };
    if (ieee.isEmpty() || real.getByteOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new WeightsException(
          "array "
              + Excerpt.quoted(path)
              + " has floats of "
              + type.getSize()
              + " bytes, "
              + real.getByteOrder()
              + ", must be IEEE 754 of 2, 4 or 8 bytes, LITTLE_ENDIAN");
    }
    return ieee;
  }

  String path() {
    return path;
  }

  Shape shape() {
    return shape;
  }

  /** Returns how many bytes the array has once unpacked. */
  long size() {
    return shape.size() * dtype.bytes();
  }

  boolean isPlain() {
    return layout instanceof ContiguousDataLayoutMessage;
  }

  /** Reads it: 32-bit floats that lie contiguous and aligned are a view of the file. */
  Tensor read() {
    return HdfDamage.guarded(() -> new Tensor(shape, dtype.floats(content())));
  }

  private ByteBuffer content() {
    if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      if (contiguous.getAddress() == Constants.UNDEFINED_ADDRESS) {
        throw new WeightsException("array " + Excerpt.quoted(path) + " was never written");
      }
      return checked(bytes.data(path, contiguous.getAddress(), size()), contiguous.getSize());
    }
    if (layout instanceof CompactDataLayoutMessage compact) {
      ByteBuffer data = compact.getDataBuffer().order(ByteOrder.LITTLE_ENDIAN);
      return checked(data, data.remaining());
    }
    if (layout instanceof ChunkedDataLayoutMessage chunked) {
      return new HdfChunks(path, shape, dtype, header, chunked, bytes).unpacked();
    }
    throw new WeightsException(
        "array "
            + Excerpt.quoted(path)
            + " is indexed as HDF5 1.10 does, which is not read; write it with"
            + " libver=\"earliest\"");
  }

  private ByteBuffer checked(ByteBuffer data, long stated) {
    // -1 where an old layout does not state it
    if (stated != -1 && stated != size()) {
      throw new WeightsException(
          "array "
              + Excerpt.quoted(path)
              + " has "
              + stated
              + " bytes, "
              + dtype
              + " "
              + shape
              + " needs "
              + size());
    }
    return data;
  }
}
