package dev.graft.weights;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Finds the uncompressed entries of a mapped zip archive where they lie, which {@code
 * java.util.zip} cannot tell. After PKWARE's APPNOTE 6.3, without its 64-bit records: a mapped file
 * is below 2 GiB.
 */
final class ZipIndex {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENCRYPTED = 1;

  private final ByteBuffer file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(int flags, int method, int crc, long packed, long size, long header) {}

  private ZipIndex(ByteBuffer file) {
    this.file = file;
  }

  static boolean recognises(ByteBuffer file) {
    return file.limit() >= Integer.BYTES && file.getInt(0) == LOCAL;
  }

  static ZipIndex of(ByteBuffer file) {
    var index = new ZipIndex(file);
    index.readDirectory();
    return index;
  }

  long fileSize() {
    return file.limit();
  }

  Set<String> names() {
    return entries.keySet();
  }

  /** Tells an entry's size in bytes, -1 where there is none. */
  long size(String name) {
    Entry entry = entries.get(name);
    return entry == null ? -1 : entry.size;
  }

  /** Returns an entry's bytes in place, its checksum verified. */
  ByteBuffer bytes(String name) {
    Entry entry = entries.get(name);
    if (entry.method != 0 || (entry.flags & ENCRYPTED) != 0 || entry.packed != entry.size) {
      throw new WeightsException(
          "zip entry "
              + Excerpt.quoted(name)
              + " is compressed or encrypted; torch and Keras store entries as they are");
    }
    var in = new Cursor(file);
    in.skip(entry.header);
    if (in.i32() != LOCAL) {
      throw new WeightsException("zip entry " + Excerpt.quoted(name) + " is not where it should");
    }
    in.skip(22);
    int nameLength = in.u16();
    in.skip((long) nameLength + in.u16());
    ByteBuffer bytes = in.slice(entry.size);
    var crc = new CRC32();
    crc.update(bytes.duplicate());
    if ((int) crc.getValue() != entry.crc) {
      throw new WeightsException(
          String.format(
              Locale.ROOT,
              "zip entry %s has checksum %08x, expected %08x; file damaged",
              Excerpt.quoted(name),
              crc.getValue(),
              entry.crc));
    }
    return bytes;
  }

  private void readDirectory() {
    var end = new Cursor(file);
    end.skip(endOfDirectory());
    end.skip(10);
    int count = end.u16();
    end.skip(4);
    long start = end.u32();
    var in = new Cursor(file);
    in.skip(start);
    for (int i = 0; i < count; i++) {
      readEntry(in);
    }
  }

  private void readEntry(Cursor in) {
    if (in.i32() != CENTRAL) {
      throw new WeightsException("zip directory is damaged at byte " + (in.position() - 4));
    }
    in.skip(4);
    int flags = in.u16();
    int method = in.u16();
    in.skip(4);
    int crc = in.i32();
    long packed = in.u32();
    long size = in.u32();
    int nameLength = in.u16();
    int extraLength = in.u16();
    int commentLength = in.u16();
    in.skip(8);
    long header = in.u32();
    String name = in.text(nameLength);
    in.skip((long) extraLength + commentLength);
    if (entries.put(name, new Entry(flags, method, crc, packed, size, header)) != null) {
      throw new WeightsException("zip entry " + Excerpt.quoted(name) + " is there twice");
    }
  }

  private int endOfDirectory() {
    int last = file.limit() - END_BYTES;
    for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (file.getInt(at) == END) {
        return at;
      }
    }
    throw new WeightsException("zip has no directory at its end; file truncated");
  }
}
