package dev.graft.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A PNG's chunks as places in its bytes. Those before the pixels have to be whole, with the right
 * checksum; behind them whatever breaks off is left alone, as Pillow does.
 *
 * @param data those of pixels, in order
 * @param others all that are not, in order
 * @param ended the end chunk is there
 */
record PngChunks(
    byte[] file,
    int width,
    int height,
    int depth,
    int colourType,
    boolean interlaced,
    List<Chunk> data,
    List<Chunk> others,
    boolean ended) {

  /** Ancillary chunks that Pillow looks into, and what they have at least. */
  private static final Map<String, Integer> SHORTEST =
      Map.of("gAMA", 4, "cHRM", 32, "sRGB", 1, "pHYs", 9, "acTL", 8, "fcTL", 26);

  /** A chunk's type and where its content lies. */
  record Chunk(String type, int from, int length) {}

  static PngChunks of(byte[] file) throws IOException {
    Bytes in = Bytes.big(file);
    List<Chunk> data = new ArrayList<>();
    List<Chunk> others = new ArrayList<>();
    boolean ended = false;
    long at = 8;
    while (!ended && at + 8 <= file.length) {
      String type = type(in, at + 4);
      long length = in.u32(at);
      if (type.isEmpty() || at + 8 + length > file.length) {
        if (data.isEmpty()) {
          throw new EOFException("chunk of " + length + " bytes at " + at);
        }
        // a cut chunk of pixels may still hold all of them
        length = type.equals("IDAT") ? file.length - at - 8 : 0;
        ended = true;
      }
      Chunk chunk = new Chunk(type, (int) at + 8, (int) length);
      if (type.equals("IDAT")) {
        if (data.isEmpty() || follows(data, chunk)) {
          data.add(chunk);
        }
      } else if (type.equals("IEND")) {
        return of(in, data, others, true);
      } else if (!ended) {
        if (data.isEmpty()) {
          check(in, chunk);
        }
        others.add(chunk);
      }
      at += 12 + length;
    }
    return of(in, data, others, false);
  }

  /** Pixels are chunks in a row; what comes after another chunk is none of them. */
  private static boolean follows(List<Chunk> data, Chunk chunk) {
    Chunk last = data.get(data.size() - 1);
    return last.from + last.length + 12 == chunk.from;
  }

  private static PngChunks of(Bytes in, List<Chunk> data, List<Chunk> others, boolean ended)
      throws IOException {
    if (data.isEmpty()) {
      throw new IOException("PNG is damaged: it has no pixels");
    }
    Chunk header = others.isEmpty() ? data.get(0) : others.get(0);
    if (!header.type.equals("IHDR") || header.length < 13 || in.u8(header.from + 11) != 0) {
      throw new IOException("PNG is damaged: its header is none");
    }
    return new PngChunks(
        in.file(),
        (int) in.u32(header.from),
        (int) in.u32(header.from + 4),
        in.u8(header.from + 8),
        in.u8(header.from + 9),
        in.u8(header.from + 12) != 0,
        List.copyOf(data),
        List.copyOf(others),
        ended);
  }

  /** Empty where four characters are no name. */
  private static String type(Bytes in, long at) throws EOFException {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      char letter = (char) in.u8(at + i);
      if (letter > 'z' || !Character.isLetterOrDigit(letter) && letter != '_') {
        return "";
      }
      name.append(letter);
    }
    return name.toString();
  }

  private static void check(Bytes in, Chunk chunk) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(in.file(), chunk.from - 4, chunk.length + 4);
    if (crc.getValue() != in.u32((long) chunk.from + chunk.length)) {
      throw new IOException("PNG is damaged: checksum of " + chunk.type);
    }
    if (chunk.length < SHORTEST.getOrDefault(chunk.type, 0)) {
      throw new IOException("PNG is damaged: " + chunk.type + " is cut");
    }
  }

  /** The last chunk of a type, as a copy; empty where there is none. */
  byte[] content(String type) {
    byte[] found = new byte[0];
    for (Chunk chunk : others) {
      if (chunk.type.equals(type)) {
        found = content(chunk);
      }
    }
    return found;
  }

  byte[] content(Chunk chunk) {
    return Arrays.copyOfRange(file, chunk.from, chunk.from + chunk.length);
  }
}
