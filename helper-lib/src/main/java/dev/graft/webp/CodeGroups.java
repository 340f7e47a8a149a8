package dev.graft.webp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which group of codes holds in which square of a picture (RFC 9649, section 3.7.2.2).
 *
 * @param bits how long the side of a square is, as a power of two
 * @param across squares in a row
 * @param numbers of the group, a square each
 */
record CodeGroups(List<CodeGroup> groups, int bits, int across, int[] numbers) {
  /** 64 MiB of tables: libwebp's encoder stays below an eighth. */
  private static final long MOST = 32 << 20;

  /** One group holds everywhere. */
  private static final int EVERYWHERE = 31;

  static CodeGroups one(BitReader in, int cacheSize) throws IOException {
    return read(in, cacheSize, EVERYWHERE, 0, new int[1]);
  }

  static CodeGroups read(BitReader in, int cacheSize, int bits, int across, int[] numbers)
      throws IOException {
    int count = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = numbers[i] >> 8 & 0xffff;
      count = Math.max(count, numbers[i] + 1);
    }
    List<CodeGroup> groups = new ArrayList<>();
    long size = 0;
    for (int i = 0; i < count; i++) {
      CodeGroup group = CodeGroup.read(in, cacheSize);
      size += group.size();
      if (size > MOST) {
        throw new IOException("lossless WebP has prefix codes of more than 64 MiB");
      }
      groups.add(group);
    }
    return new CodeGroups(groups, bits, across, numbers);
  }

  CodeGroup at(int x, int y) {
    return groups.get(numbers[(y >> bits) * across + (x >> bits)]);
  }

  /** Of a column, the bits that are 0 where the next square starts. */
  int mask() {
    return (1 << bits) - 1;
  }
}
