package dev.graft.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a bundle's index tells of one tensor: {@code BundleEntryProto} in {@code
 * tensorflow/core/protobuf/tensor_bundle.proto}.
 *
 * @param key under which it stands
 * @param type number in {@code types.proto}
 * @param shape in TensorFlow's layout
 * @param shard number of the file it lies in
 * @param offset there
 * @param size in bytes
 * @param crc of its bytes, masked
 * @param sliced whether it is a table of contents of a variable that lies in pieces
 */
record BundleEntry(
    String key,
    int type,
    List<Long> shape,
    int shard,
    long offset,
    long size,
    int crc,
    boolean sliced) {
  static final int STRING = 7;
  private static final Map<Integer, Dtype> FLOATS =
      Map.of(1, Dtype.F32, 2, Dtype.F64, 14, Dtype.BF16, 19, Dtype.F16);

  /** Reads what is known of the fields and skips the others. */
  interface Field {
    /** Takes the value of a field, or returns false. */
    boolean read(int number, CodedInputStream in) throws IOException;
  }

  static BundleEntry of(String key, ByteBuffer proto) {
    var fields =
        new Object() {
          int type;
          final List<Long> shape = new ArrayList<>();
          int shard;
          long offset;
          long size;
          int crc;
          boolean sliced;
        };
    message(
        "bundle entry " + Excerpt.quoted(key),
        proto,
        (number, in) -> {
          switch (number) {
            case 1 -> fields.type = in.readEnum();
            case 2 -> shape(in.readByteBuffer(), fields.shape);
            case 3 -> fields.shard = in.readInt32();
            case 4 -> fields.offset = in.readInt64();
            case 5 -> fields.size = in.readInt64();
            case 6 -> fields.crc = in.readFixed32();
            case 7 -> {
              fields.sliced = true;
              in.skipRawBytes(in.readRawVarint32());
            }
            default -> {
              return false;
            }
          }
          return true;
        });
    return new BundleEntry(
        key,
        fields.type,
        List.copyOf(fields.shape),
        fields.shard,
        fields.offset,
        fields.size,
        fields.crc,
        fields.sliced);
  }

  private static void shape(ByteBuffer proto, List<Long> dimensions) {
    message(
        "bundle's shape",
        proto,
        (number, in) -> {
          if (number != 2) {
            return false;
          }
          long[] size = {0};
          message(
              "bundle's dimension",
              in.readByteBuffer(),
              (field, dim) -> {
                if (field != 1) {
                  return false;
                }
                size[0] = dim.readInt64();
                return true;
              });
          dimensions.add(size[0]);
          return true;
        });
  }

  /** Walks a protocol buffer; errors begin with {@code what}. */
  static void message(String what, ByteBuffer proto, Field field) {
    CodedInputStream in = CodedInputStream.newInstance(proto.duplicate());
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (!field.read(WireFormat.getTagFieldNumber(tag), in) && !in.skipField(tag)) {
          throw new WeightsException(what + " ends a group that it did not begin");
        }
      }
    } catch (IOException e) {
      throw new WeightsException(what + " is no protocol buffer: " + Excerpt.of(e), e);
    }
  }

  /** Tells the element type, empty for what is no float. */
  Optional<Dtype> floats() {
    return Optional.ofNullable(FLOATS.get(type));
  }

  void checkPlace(String file, long end) {
    if (size > end - offset) {
      throw new WeightsException(
          "shard "
              + Excerpt.quoted(file)
              + " ends at byte "
              + end
              + ", tensor "
              + Excerpt.quoted(key)
              + " of it lies at "
              + offset
              + " + "
              + size
              + "; file truncated");
    }
  }

  /** Makes a tensor of its bytes, which have been checked. */
  Tensor tensor(ByteBuffer bytes) {
    Dtype dtype = floats().orElseThrow();
    var checked = Shapes.checked(key, shape);
    if (size != checked.size() * dtype.bytes()) {
      throw new WeightsException(
          "tensor "
              + Excerpt.quoted(key)
              + " has "
              + size
              + " bytes, "
              + dtype
              + " "
              + Excerpt.of(shape)
              + " needs "
              + checked.size() * dtype.bytes());
    }
    return new Tensor(checked, dtype.floats(bytes));
  }
}
