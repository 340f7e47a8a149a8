package dev.graft.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a sorted table as LevelDB lays it out ({@code table_format.md} there), in which
 * TensorFlow's checkpoints keep their index: blocks of keys and values, an index of the blocks, a
 * footer that tells where it lies.
 */
final class SortedTable {
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER = 48;
  private static final int RAW = 0;
  private static final int SNAPPY = 1;

  /** A key lends its beginning to the next, so a short file could spell a long text. */
  private static final int LONGEST_KEY = 4096;

  private static final int MOST_KEY_BYTES = 16 << 20;
  private static final int MOST_ROWS = 100_000;

  /** A key and what stands under it. */
  record Row(String key, ByteBuffer value) {}

  private final ByteBuffer file;
  private final List<Row> rows = new ArrayList<>();
  private byte[] last = {};
  private int keyBytes;
  private long end;

  private SortedTable(ByteBuffer file) {
    this.file = file;
  }

  static boolean recognises(ByteBuffer file) {
    return file.limit() >= FOOTER
        && file.order(ByteOrder.LITTLE_ENDIAN).getLong(file.limit() - Long.BYTES) == MAGIC;
  }

  /** Lists all rows in the order of their keys. */
  static List<Row> read(ByteBuffer file) {
    var table = new SortedTable(file);
    var footer = new Cursor(file);
    footer.skip(file.limit() - FOOTER);
    footer.varint();
    footer.varint();
    var index = new SortedTable(file);
    index.block(footer);
    for (Row row : index.rows) {
      table.block(new Cursor(row.value));
    }
    return table.rows;
  }

  /** Reads the block that a handle of offset and size tells. */
  private void block(Cursor handle) {
    long offset = handle.varint();
    long size = handle.varint();
    if (offset < end) {
      throw new WeightsException(
          "table has a block at byte " + offset + ", the one before it ends at " + end);
    }
    var at = new Cursor(file);
    at.skip(offset);
    ByteBuffer block = at.slice(size);
    int type = at.u8();
    int crc = at.i32();
    end = at.position();
    MaskedCrc.check(
        "table's block at byte " + offset,
        MaskedCrc.of(file.slice((int) offset, (int) size + 1)),
        crc);
    if (type != RAW) {
      throw new WeightsException(
          "table's block at byte "
              + offset
              + " is compressed ("
              + (type == SNAPPY ? "snappy" : "type " + type)
              + "), only uncompressed ones are read; TensorFlow writes no others");
    }
    entries(block);
  }

  private void entries(ByteBuffer block) {
    int size = block.limit();
    long restarts =
        size < Integer.BYTES ? -1 : Integer.toUnsignedLong(block.getInt(size - Integer.BYTES));
    long content = size - Integer.BYTES - restarts * Integer.BYTES;
    if (restarts < 0 || content < 0) {
      throw new WeightsException(
          "table has a block of " + size + " bytes with " + restarts + " restarts");
    }
    var in = new Cursor(block.slice(0, (int) content));
    while (in.remaining() > 0) {
      long shared = in.varint();
      long own = in.varint();
      long length = in.varint();
      rows.add(new Row(key(in, shared, own), in.slice(length)));
    }
  }

  private String key(Cursor in, long shared, long own) {
    if (shared < 0 || shared > last.length || own < 0 || own > LONGEST_KEY - shared) {
      throw new WeightsException(
          "table has a key of "
              + shared
              + " known and "
              + own
              + " new bytes after one of "
              + last.length
              + ", must be at most "
              + LONGEST_KEY);
    }
    byte[] key = Arrays.copyOf(last, (int) (shared + own));
    System.arraycopy(in.array(own), 0, key, (int) shared, (int) own);
    String text = new String(key, StandardCharsets.UTF_8);
    if (!rows.isEmpty() && Arrays.compareUnsigned(last, key) >= 0) {
      throw new WeightsException(
          "table's key " + Excerpt.quoted(text) + " is not behind the one before it");
    }
    keyBytes += key.length;
    if (keyBytes > MOST_KEY_BYTES || rows.size() == MOST_ROWS) {
      throw new WeightsException(
          "table has over " + MOST_ROWS + " keys, or over " + MOST_KEY_BYTES + " bytes of them");
    }
    last = key;
    return text;
  }
}
