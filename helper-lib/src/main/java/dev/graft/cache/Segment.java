package dev.graft.cache;

import dev.graft.data.ContentKey;
import dev.graft.weights.MappedFile;
import dev.graft.weights.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.zip.CRC32C;

/**
 * Cached entries, published together and never changed: a header, for each entry its key, a
 * checksum and its place, then the entries, which may differ in size. Read through a memory map.
 * Files of version 1, whose entries are all of one size, are read too.
 */
final class Segment {
  static final long MAGIC = 0x4752414654463032L; // GRAFTF02
  static final int HEADER = 32;

  /** Bytes of a row: four parts of a key, a checksum, where the entry begins and its floats. */
  static final int ROW = 4 * Long.BYTES + Long.BYTES + 2 * Integer.BYTES;

  private static final long MAGIC_1 = 0x4752414654463031L; // GRAFTF01
  private static final int ROW_1 = 4 * Long.BYTES + Long.BYTES;

  private final ByteBuffer bytes;
  private final int count;
  private final int[] starts;
  private final int[] lengths;
  private final int row;

  private Segment(ByteBuffer bytes, int row, int[] starts, int[] lengths) {
    this.bytes = bytes;
    this.row = row;
    this.count = starts.length;
    this.starts = starts;
    this.lengths = lengths;
  }

  /**
   * Maps a file.
   *
   * @throws IOException when it is no whole segment
   */
  static Segment open(Path file) throws IOException {
    return Uninterrupted.run(() -> map(file));
  }

  private static Segment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < HEADER || size > Integer.MAX_VALUE) {
        throw new IOException("not a segment: " + file);
      }
      return of(MappedFile.map(channel));
    }
  }

  static Segment of(ByteBuffer bytes) throws IOException {
    ByteBuffer view = bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (view.capacity() < HEADER) {
      throw new IOException("not a segment: " + view.capacity() + " bytes");
    }
    boolean first = view.getLong(0) == MAGIC_1;
    int row = first ? ROW_1 : ROW;
    int count = view.getInt(12);
    long rows = (long) count * row;
    boolean whole =
        (first || view.getLong(0) == MAGIC)
            && count > 0
            && rows <= view.capacity() - HEADER
            && view.getLong(16) == checksum(view.slice(HEADER, (int) rows));
    if (!whole) {
      throw new IOException("not a whole segment");
    }
    int[] starts = new int[count];
    int[] lengths = new int[count];
    long floats = (view.capacity() - HEADER - rows) / Float.BYTES;
    long next = 0;
    for (int place = 0; place < count; place++) {
      int at = HEADER + place * row + ROW_1;
      int length = first ? view.getInt(8) : view.getInt(at + Integer.BYTES);
      boolean fits = length > 0 && next + length <= floats && (first || view.getInt(at) == next);
      if (!fits) {
        throw new IOException("entry " + place + " of a segment lies outside of it");
      }
      starts[place] = (int) next;
      lengths[place] = length;
      next += length;
    }
    long unused = first ? 0 : view.getInt(8) | view.getLong(24);
    if (unused != 0 || HEADER + rows + next * Float.BYTES != view.capacity()) {
      throw new IOException("not a whole segment of " + count + " entries");
    }
    return new Segment(view, row, starts, lengths);
  }

  static long size(int count, long floats) {
    return HEADER + (long) count * ROW + floats * Float.BYTES;
  }

  static long checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return crc.getValue();
  }

  /** Lists keys and places. */
  void forEach(ObjIntConsumer<ContentKey> each) {
    for (int place = 0; place < count; place++) {
      int at = HEADER + place * row;
      each.accept(
          new ContentKey(
              bytes.getLong(at),
              bytes.getLong(at + 8),
              bytes.getLong(at + 16),
              bytes.getLong(at + 24)),
          place);
    }
  }

  /**
   * Copies an entry, part by part.
   *
   * @return false when it is of another size, or its bytes are not those that were written
   */
  boolean read(int place, List<FloatBuffer> into) {
    int from = HEADER + count * row + starts[place] * Float.BYTES;
    ByteBuffer entry = bytes.slice(from, lengths[place] * Float.BYTES);
    boolean intact = checksum(entry) == bytes.getLong(HEADER + place * row + 4 * Long.BYTES);
    if (!intact || floats(into) != lengths[place]) {
      return false;
    }
    copy(entry.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer(), into);
    return true;
  }

  static int floats(List<FloatBuffer> parts) {
    return parts.stream().mapToInt(FloatBuffer::remaining).sum();
  }

  /** Divides an entry among buffers, whose positions stay. */
  static void copy(FloatBuffer entry, List<FloatBuffer> into) {
    int from = 0;
    for (FloatBuffer part : into) {
      part.put(part.position(), entry, from, part.remaining());
      from += part.remaining();
    }
  }
}
