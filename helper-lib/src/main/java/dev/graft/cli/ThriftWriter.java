package dev.graft.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Thrift's compact protocol, as far as the metadata of Parquet needs it. */
final class ThriftWriter {
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int SHORT_LIST = 15;
  private static final int SEVEN_BITS = 0x7f;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Of each open struct the field that was written last. */
  private final Deque<Integer> fields = new ArrayDeque<>(List.of(0));

  /** Ends the outermost struct. */
  byte[] bytes() {
    out.write(0);
    return out.toByteArray();
  }

  private void field(int id, int type) {
    // ids rise by less than 16 in all that is written here
    out.write(id - fields.pop() << 4 | type);
    fields.push(id);
  }

  static void varint(ByteArrayOutputStream to, long value) {
    long rest = value;
    while ((rest & ~(long) SEVEN_BITS) != 0) {
      to.write((int) (rest & SEVEN_BITS | SEVEN_BITS + 1));
      rest >>>= 7;
    }
    to.write((int) rest);
  }

  private void zigzag(long value) {
    varint(out, value << 1 ^ value >> Long.SIZE - 1);
  }

  private void binary(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  ThriftWriter i32(int id, int value) {
    field(id, I32);
    zigzag(value);
    return this;
  }

  ThriftWriter i64(int id, long value) {
    field(id, I64);
    zigzag(value);
    return this;
  }

  ThriftWriter text(int id, String value) {
    field(id, BINARY);
    binary(value);
    return this;
  }

  ThriftWriter struct(int id, Consumer<ThriftWriter> content) {
    field(id, STRUCT);
    return inside(content);
  }

  private ThriftWriter inside(Consumer<ThriftWriter> content) {
    fields.push(0);
    content.accept(this);
    fields.pop();
    out.write(0);
    return this;
  }

  private void list(int id, int size, int type) {
    field(id, LIST);
    out.write(Math.min(size, SHORT_LIST) << 4 | type);
    if (size >= SHORT_LIST) {
      varint(out, size);
    }
  }

  ThriftWriter structs(int id, List<Consumer<ThriftWriter>> contents) {
    list(id, contents.size(), STRUCT);
    contents.forEach(this::inside);
    return this;
  }

  ThriftWriter texts(int id, String... values) {
    list(id, values.length, BINARY);
    for (String value : values) {
      binary(value);
    }
    return this;
  }

  ThriftWriter numbers(int id, int... values) {
    list(id, values.length, I32);
    for (int value : values) {
      zigzag(value);
    }
    return this;
  }
}
