package dev.graft.weights;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Damages a weight file in a way that its seed fixes. */
final class Mutation {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    7,
    8,
    127,
    128,
    255,
    256,
    65535,
    1 << 20,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final String[] TEXTS = {
    "9223372036854775807",
    "-1",
    "4294967296",
    "[",
    "{",
    "\"",
    "\\u0000",
    "1e999",
    "null",
    "\u0000",
    "../x",
    "cos\nsystem\n",
    "(X\2\0\0\0lst",
    "\u0085R",
    "h\0",
    "}",
    "]",
    "0",
    "q\1"
  };

  private final Random random;

  Mutation(long seed) {
    random = new Random(seed);
  }

  byte[] of(byte[] original) {
    boolean zip = original[0] == 'P' && original[1] == 'K';
    if (zip && random.nextInt(4) > 0) {
      return withDamagedEntry(original);
    }
    if (SortedTable.recognises(Fixture.mapped(original)) && random.nextInt(4) > 0) {
      byte[] block = Tables.block(SortedTable.read(Fixture.mapped(original)));
      return Tables.of(random.nextBoolean() ? damaged(block) : damaged(damaged(block)));
    }
    boolean gzip = original[0] == 0x1f && original[1] == (byte) 0x8b;
    if (gzip && random.nextInt(4) > 0) {
      return packed(damaged(damaged(unpacked(original))));
    }
    byte[] mutant = original;
    for (int i = random.nextInt(3); i >= 0; i--) {
      mutant = damaged(mutant);
    }
    return mutant;
  }

  private byte[] damaged(byte[] original) {
    if (original.length <= 16) {
      return original;
    }
    byte[] mutant = original.clone();
    int at = place(mutant);
    switch (random.nextInt(9)) {
      case 0 -> mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
      case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> mutant[at] = (byte) random.nextInt(256);
      case 3 -> number(mutant, at, NUMBERS[random.nextInt(NUMBERS.length)]);
      case 4 -> {
        // an address, or another word, where a word was: loops and overlaps
        int from = place(mutant) & ~7;
        System.arraycopy(original, from, mutant, Math.min(at & ~7, mutant.length - 8), 8);
      }
      case 5 -> number(mutant, at & ~7, random.nextInt(mutant.length) & ~7);
      case 6 -> {
        int length = Math.min(1 + random.nextInt(64), mutant.length - at);
        System.arraycopy(original, random.nextInt(mutant.length - length + 1), mutant, at, length);
      }
      case 7 -> mutant = spliced(mutant, at, random.nextInt(1 + Math.min(32, mutant.length - at)));
      default -> {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, mutant, at, Math.min(bytes.length, mutant.length - at));
      }
    }
    return mutant;
  }

  /** Half of the damage goes where the structure is: at the start, at the end, at no zeros. */
  private int place(byte[] bytes) {
    int at = random.nextInt(bytes.length - 8);
    switch (random.nextInt(4)) {
      case 0 -> at = random.nextInt(Math.min(bytes.length - 8, 512));
      case 1 -> {
        for (int i = 0; i < 200 && bytes[at] == 0; i++) {
          at = random.nextInt(bytes.length - 8);
        }
      }
      default -> at += 0;
    }
    return at;
  }

  private void number(byte[] bytes, int at, long value) {
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (random.nextInt(3)) {
      case 0 -> buffer.putShort(at, (short) value);
      case 1 -> buffer.putInt(at, (int) value);
      default -> buffer.putLong(Math.min(at, bytes.length - 8), value);
    }
  }

  /** Takes bytes out, or puts them in twice. */
  private byte[] spliced(byte[] bytes, int at, int length) {
    var out = new ByteArrayOutputStream();
    boolean twice = random.nextBoolean();
    out.write(bytes, 0, twice ? at + length : at);
    int rest = twice ? at : at + length;
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }

  static byte[] packed(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] unpacked(byte[] bytes) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A checksum would find any damage in a zip, so it is made to fit. */
  private byte[] withDamagedEntry(byte[] original) {
    var bytes = new ByteArrayOutputStream();
    ZipIndex in = ZipIndex.of(Fixture.mapped(original));
    try (var out = new ZipOutputStream(bytes)) {
      boolean all = random.nextInt(4) == 0;
      for (String name : in.names()) {
        ByteBuffer entry = in.bytes(name);
        byte[] content = new byte[entry.remaining()];
        entry.get(content);
        boolean heart = name.endsWith("data.pkl") || name.endsWith(".h5");
        byte[] written = all || heart ? damaged(content) : content;
        var stored = new ZipEntry(name);
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(written.length);
        var crc = new CRC32();
        crc.update(written);
        stored.setCrc(crc.getValue());
        out.putNextEntry(stored);
        out.write(written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
