package dev.graft.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes LevelDB's tables and TensorFlow's bundles, with checksums that fit whatever is in them.
 */
final class Tables {
  private static final long MAGIC = 0xdb4775248b80fb57L;

  private static final String GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private Tables() {}

  /** A table of one block with the given content. */
  static byte[] of(byte[] block) {
    return of(block, List.of(handle(0, block.length)));
  }

  /** The same with an index of whatever blocks. */
  static byte[] of(byte[] block, List<ByteBuffer> blocks) {
    var out = new ByteArrayOutputStream();
    seal(out, block);
    int meta = out.size();
    seal(out, block(List.of()));
    int index = out.size();
    List<SortedTable.Row> rows = new ArrayList<>();
    for (ByteBuffer handle : blocks) {
      rows.add(new SortedTable.Row("~" + rows.size(), handle));
    }
    byte[] handles = block(rows);
    seal(out, handles);
    int footer = out.size();
    out.writeBytes(array(handle(meta, 8)));
    out.writeBytes(array(handle(index, handles.length)));
    while (out.size() < footer + 40) {
      out.write(0);
    }
    out.writeBytes(littleEndian(8).putLong(MAGIC).array());
    return out.toByteArray();
  }

  /** A block of rows, each with its whole key. */
  static byte[] block(List<SortedTable.Row> rows) {
    var out = new ByteArrayOutputStream();
    for (SortedTable.Row row : rows) {
      byte[] key = row.key().getBytes(StandardCharsets.UTF_8);
      varint(out, 0);
      varint(out, key.length);
      varint(out, row.value().remaining());
      out.writeBytes(key);
      out.writeBytes(array(row.value()));
    }
    out.writeBytes(littleEndian(8).putInt(0).putInt(1).array());
    return out.toByteArray();
  }

  /** A bundle's index of entries in one shard; the header is that of TensorFlow. */
  static byte[] index(Map<String, byte[]> entries) {
    Map<String, byte[]> rows = new TreeMap<>(entries);
    rows.putIfAbsent("", new byte[] {8, 1, 26, 2, 8, 1});
    return of(
        block(
            rows.entrySet().stream()
                .map(e -> new SortedTable.Row(e.getKey(), ByteBuffer.wrap(e.getValue())))
                .toList()));
  }

  /** A {@code BundleEntryProto} of a tensor of type {@code type} and these dimensions. */
  static byte[] entry(int type, long offset, long size, int crc, int... dimensions) {
    var shape = new ByteArrayOutputStream();
    for (int dimension : dimensions) {
      var dim = new ByteArrayOutputStream();
      dim.write(8);
      varint(dim, dimension);
      shape.write(18);
      varint(shape, dim.size());
      shape.writeBytes(dim.toByteArray());
    }
    var out = new ByteArrayOutputStream();
    out.write(8);
    varint(out, type);
    out.write(18);
    varint(out, shape.size());
    out.writeBytes(shape.toByteArray());
    out.write(32);
    varint(out, offset);
    out.write(40);
    varint(out, size);
    out.write(53);
    out.writeBytes(littleEndian(4).putInt(crc).array());
    return out.toByteArray();
  }

  /** The object graph of a recorded bundle. */
  static byte[] objectGraph(String name) {
    byte[] shard = Fixture.bytes(name + ".data-00000-of-00001");
    for (SortedTable.Row row : SortedTable.read(Fixture.mapped(Fixture.bytes(name + ".index")))) {
      if (row.key().equals(GRAPH)) {
        BundleEntry entry = BundleEntry.of(row.key(), row.value());
        var in = new Cursor(ByteBuffer.wrap(shard));
        in.skip(entry.offset());
        int length = (int) in.varint();
        in.skip(Integer.BYTES);
        return in.array(length);
      }
    }
    throw new IllegalArgumentException(name + " has no object graph");
  }

  /** A shard of one float and an object graph. */
  static byte[] shardWith(byte[] graph) {
    var length = new ByteArrayOutputStream();
    varint(length, graph.length);
    return ByteBuffer.allocate(8 + length.size() + graph.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(1)
        .put(length.toByteArray())
        .putInt(MaskedCrc.of(littleEndian(4).putInt(0, graph.length)))
        .put(graph)
        .array();
  }

  /** The index of such a shard. */
  static byte[] indexOf(byte[] shard) {
    var in = new Cursor(ByteBuffer.wrap(shard));
    ByteBuffer value = in.slice(4);
    int length = (int) in.varint();
    ByteBuffer rest = littleEndian(shard.length).putInt(length);
    rest.put(in.slice(in.remaining())).flip();
    return index(
        Map.of(
            GRAPH,
            entry(BundleEntry.STRING, 4, shard.length - 4, MaskedCrc.of(rest)),
            "layer/0/.ATTRIBUTES/VARIABLE_VALUE",
            entry(1, 0, 4, MaskedCrc.of(value), 1)));
  }

  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; rest < 0 || rest > 0x7f; rest >>>= 7) {
      out.write((int) (rest & 0x7f | 0x80));
    }
    out.write((int) rest);
  }

  static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer handle(long offset, long size) {
    var out = new ByteArrayOutputStream();
    varint(out, offset);
    varint(out, size);
    return ByteBuffer.wrap(out.toByteArray());
  }

  static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }

  private static void seal(ByteArrayOutputStream out, byte[] block) {
    var typed = ByteBuffer.allocate(block.length + 1).put(block).rewind();
    out.writeBytes(typed.array());
    out.writeBytes(littleEndian(4).putInt(MaskedCrc.of(typed)).array());
  }
}
