package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The numbers of a TIFF's first directory, looked up where they stand. */
final class TiffDirectory {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int FILL_ORDER = 266;
  static final int STRIP_OFFSETS = 273;
  static final int SAMPLES = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_BYTES = 279;
  static final int PLANES = 284;
  static final int T4_OPTIONS = 292;
  static final int PREDICTOR = 317;
  static final int COLOUR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTES = 325;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int JPEG_TABLES = 347;
  static final int XMP = 700;

  private final TiffHeader header;
  private final Map<Integer, Field> fields = new HashMap<>();

  /** Where a tag's values stand. */
  private record Field(int type, long count, long at) {}

  private TiffDirectory(TiffHeader header) {
    this.header = header;
  }

  static TiffDirectory of(byte[] file) throws IOException {
    TiffHeader header = TiffHeader.of(file);
    TiffDirectory directory = new TiffDirectory(header);
    directory.read();
    return directory;
  }

  private void read() throws EOFException {
    Bytes in = header.in();
    int inline = header.large() ? 8 : 4;
    long at = header.directory();
    long count = header.large() ? Math.min(in.u64(at), 1 << 16) : in.u16(at);
    at += header.large() ? 8 : 2;
    for (long i = 0; i < count; i++, at += 4 + 2 * inline) {
      int type = in.u16(at + 2);
      long values = header.number(at + 4);
      int bytes = bytes(type);
      if (bytes > 0 && values > 0) {
        long value = at + 4 + inline;
        value = values > inline / bytes ? header.number(value) : value;
        fields.putIfAbsent(in.u16(at), new Field(type, values, value));
      }
    }
  }

  private static int bytes(int type) {
    return switch (type) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 18 -> 8;
      default -> 0;
    };
  }

  TiffHeader header() {
    return header;
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  long count(int tag) {
    Field field = fields.get(tag);
    return field == null ? 0 : field.count;
  }

  long number(int tag, long otherwise) throws EOFException {
    return has(tag) ? number(tag, 0L, otherwise) : otherwise;
  }

  /** The value of that index, or another where the tag is missing. */
  long number(int tag, long index, long otherwise) throws EOFException {
    Field field = fields.get(tag);
    if (field == null) {
      return otherwise;
    }
    if (index >= field.count) {
      throw new EOFException("value " + index + " of tag " + tag);
    }
    long at = field.at + index * bytes(field.type);
    Bytes in = header.in();
    return switch (field.type) {
      case 1, 2, 6, 7 -> in.u8(at);
      case 3, 8 -> in.u16(at);
      case 4, 9, 13 -> in.u32(at);
      case 16, 18 -> in.u64(at);
      default -> throw new EOFException("tag " + tag + " is of type " + field.type);
    };
  }

  /** A tag's bytes, as they stand in the file. */
  byte[] bytesOf(int tag) throws EOFException {
    Field field = fields.get(tag);
    if (field == null) {
      return new byte[0];
    }
    return header.in().copy(field.at, field.count * bytes(field.type));
  }
}
