package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/** The element types of weight files, by the names of safetensors and of torch's storages. */
enum Dtype {
  F32(4, "FloatStorage"),
  F16(2, "HalfStorage"),
  BF16(2, "BFloat16Storage"),
  F64(8, "DoubleStorage"),
  I64(8, "LongStorage"),
  I32(4, "IntStorage"),
  I16(2, "ShortStorage"),
  I8(1, "CharStorage"),
  U64(8, "UInt64Storage"),
  U32(4, "UInt32Storage"),
  U16(2, "UInt16Storage"),
  U8(1, "ByteStorage"),
  BOOL(1, "BoolStorage");

  private final int bytes;
  private final String storage;

  Dtype(int bytes, String storage) {
    this.bytes = bytes;
    this.storage = storage;
  }

  static Optional<Dtype> named(String name) {
    return Stream.of(values()).filter(d -> d.name().equals(name)).findFirst();
  }

  static Optional<Dtype> ofStorage(String name) {
    return Stream.of(values()).filter(d -> d.storage.equals(name)).findFirst();
  }

  int bytes() {
    return bytes;
  }

  boolean isFloat() {
    return ordinal() <= F64.ordinal();
  }

  /** Reads little-endian elements: F32 as a view where memory is aligned, all else as a copy. */
  FloatBuffer floats(ByteBuffer littleEndian) {
    return switch (this) {
      case F32 -> view(littleEndian);
      case F16 -> {
        ShortBuffer in = littleEndian.asShortBuffer();
        float[] out = new float[in.remaining()];
        for (int i = 0; i < out.length; i++) {
          out[i] = half(in.get(i));
        }
        yield FloatBuffer.wrap(out);
      }
      case BF16 -> {
        ShortBuffer in = littleEndian.asShortBuffer();
        float[] out = new float[in.remaining()];
        for (int i = 0; i < out.length; i++) {
          out[i] = Float.intBitsToFloat(in.get(i) << 16);
        }
        yield FloatBuffer.wrap(out);
      }
      case F64 -> {
        var in = littleEndian.asDoubleBuffer();
        float[] out = new float[in.remaining()];
        for (int i = 0; i < out.length; i++) {
          out[i] = (float) in.get(i);
        }
        yield FloatBuffer.wrap(out);
      }
      default -> throw new IllegalStateException(this + " is no float type");
    };
  }

  private static FloatBuffer view(ByteBuffer bytes) {
    FloatBuffer view = bytes.asFloatBuffer();
    // memory of the heap has no address of which newer JDKs would tell the offset
    if (!bytes.isDirect() || bytes.alignmentOffset(bytes.position(), Float.BYTES) == 0) {
      return view;
    }
    float[] copy = new float[view.remaining()];
    view.get(copy);
    return FloatBuffer.wrap(copy);
  }

  /** IEEE 754 binary16; the JDK has it from 20 on. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float subnormal = fraction * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
