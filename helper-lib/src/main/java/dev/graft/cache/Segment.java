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
 * Cached entries of one size, published together and never changed: a header, for each entry its
 * key and a checksum, then the entries. Read through a memory map.
 */
final class Segment {
  static final long MAGIC = 0x4752414654463031L; // GRAFTF01
  static final int HEADER = 32;
  static final int ROW = 4 * Long.BYTES + Long.BYTES;

  private final ByteBuffer bytes;
  private final int floats;
  private final int count;

  private Segment(ByteBuffer bytes, int floats, int count) {
    this.bytes = bytes;
    this.floats = floats;
    this.count = count;
  }

  /**
   * Maps a file.
   *
   * @param floats of an entry
   * @throws IOException when it is no whole segment of such entries
   */
  static Segment open(Path file, int floats) throws IOException {
    return Uninterrupted.run(() -> map(file, floats));
  }

  private static Segment map(Path file, int floats) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < HEADER || size > Integer.MAX_VALUE) {
        throw new IOException("not a segment: " + file);
      }
      return of(MappedFile.map(channel), floats);
    }
  }

  static Segment of(ByteBuffer bytes, int floats) throws IOException {
    ByteBuffer view = bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (view.capacity() < HEADER) {
      throw new IOException("not a segment: " + view.capacity() + " bytes");
    }
    int count = view.getInt(12);
    boolean fits =
        view.getLong(0) == MAGIC
            && view.getInt(8) == floats
            && count > 0
            && view.capacity() == size(count, floats);
    if (!fits || view.getLong(16) != checksum(view.slice(HEADER, count * ROW))) {
      throw new IOException("not a whole segment of " + floats + " floats an entry");
    }
    return new Segment(view, floats, count);
  }

  static long size(int count, int floats) {
    return HEADER + count * ((long) ROW + (long) floats * Float.BYTES);
  }

  static long checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return crc.getValue();
  }

  /** Lists keys and places. */
  void forEach(ObjIntConsumer<ContentKey> each) {
    for (int place = 0; place < count; place++) {
      int at = HEADER + place * ROW;
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
   * @return false when its bytes are not those that were written
   */
  boolean read(int place, List<FloatBuffer> into) {
    int size = floats * Float.BYTES;
    ByteBuffer entry = bytes.slice(HEADER + count * ROW + place * size, size);
    if (checksum(entry) != bytes.getLong(HEADER + place * ROW + 4 * Long.BYTES)) {
      return false;
    }
    copy(entry.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer(), into);
    return true;
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
