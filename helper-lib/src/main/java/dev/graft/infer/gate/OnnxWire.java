package dev.graft.infer.gate;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import java.util.Locale;

/**
 * Walks the bytes of a message before anything is made of them. A few bytes can ask a parser for
 * much: two of them are an empty node, one is a whole number of eight, and messages may lie in each
 * other without end.
 */
final class OnnxWire {
  /** A graph in a node's attribute is three deeper; such a model is refused by name elsewhere. */
  private static final int DEEPEST = 60;

  /** What a parsed message and an entry of a list weigh, about, beside what they hold. */
  private static final int MESSAGE = 200;

  private static final int ENTRY = 64;
  private static final int NUMBER = 8;
  private static final long SPARE = 96 << 20;

  private final byte[] bytes;
  private long heap;

  private OnnxWire(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Demands whole fields, no groups, and a message that weighs little more than its bytes.
   *
   * @throws IllegalArgumentException when it is otherwise
   */
  static void require(byte[] bytes, Descriptor kind) {
    new OnnxWire(bytes).message(kind, 0, bytes.length, 0);
  }

  private void message(Descriptor kind, int from, int to, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "messages of the file lie more than " + DEEPEST + " deep in each other");
    }
    weigh(MESSAGE);
    int at = from;
    while (at < to) {
      long tag = varint(at, to);
      at = behindVarint(at, to);
      FieldDescriptor field = kind == null ? null : kind.findFieldByNumber((int) (tag >>> 3));
      switch ((int) (tag & 7)) {
        case WireFormat.WIRETYPE_VARINT -> at = behindVarint(at, to);
        case WireFormat.WIRETYPE_FIXED64 -> at = behind(at, Long.BYTES, to);
        case WireFormat.WIRETYPE_FIXED32 -> at = behind(at, Integer.BYTES, to);
        case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
          long length = varint(at, to);
          at = behindVarint(at, to);
          int end = behind(at, length, to);
          delimited(field, at, end, depth);
          at = end;
        }
        default -> throw damaged();
      }
      if (field != null && field.isRepeated()) {
        weigh(NUMBER);
      }
    }
  }

  private void delimited(FieldDescriptor field, int from, int to, int depth) {
    if (field == null) {
      return;
    }
    if (field.getJavaType() == JavaType.MESSAGE) {
      message(field.getMessageType(), from, to, depth + 1);
    } else if (field.isPackable()) {
      weigh(NUMBER * (long) numbers(field, from, to));
    } else {
      weigh(ENTRY);
    }
  }

  /** Counts those of a packed list; only numbers of changing length may grow when they are read. */
  private int numbers(FieldDescriptor field, int from, int to) {
    JavaType type = field.getJavaType();
    if (type == JavaType.FLOAT || type == JavaType.DOUBLE) {
      return 0;
    }
    int count = 0;
    for (int at = from; at < to; at++) {
      count += bytes[at] >= 0 ? 1 : 0;
    }
    return count;
  }

  private void weigh(long more) {
    heap += more;
    if (heap > SPARE + bytes.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "file has %,d bytes and would take more than %,d when it is read",
              bytes.length,
              SPARE + bytes.length));
    }
  }

  private long varint(int from, int to) {
    long value = 0;
    for (int at = from; at < to && at < from + 10; at++) {
      value |= (bytes[at] & 0x7fL) << 7 * (at - from);
      if (bytes[at] >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private int behindVarint(int from, int to) {
    for (int at = from; at < to && at < from + 10; at++) {
      if (bytes[at] >= 0) {
        return at + 1;
      }
    }
    throw damaged();
  }

  private static int behind(int at, long length, int to) {
    if (length < 0 || length > to - at) {
      throw damaged();
    }
    return at + (int) length;
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("not an ONNX model, or damaged");
  }
}
