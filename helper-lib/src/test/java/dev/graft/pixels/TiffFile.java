package dev.graft.pixels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.TreeMap;

/** Writes TIFFs: cells first, then one directory. Values are of 32 bits, lists of 16. */
final class TiffFile {
  private final ByteOrder order;
  private final TreeMap<Integer, int[]> tags = new TreeMap<>();

  TiffFile(ByteOrder order, int width, int height, int bits, int samples, int photometric) {
    this.order = order;
    int[] each = new int[samples];
    Arrays.fill(each, bits);
    tag(256, width).tag(257, height).tag(258, each).tag(262, photometric).tag(277, samples);
  }

  TiffFile tag(int tag, int... values) {
    tags.put(tag, values);
    return this;
  }

  /** One strip or tile after the other, as they are stored. */
  byte[] cells(byte[]... cells) {
    int[] offsets = new int[cells.length];
    int[] lengths = new int[cells.length];
    ByteBuffer file = ByteBuffer.allocate(1 << 16).order(order);
    file.put((byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I')).put(file.get(0));
    file.putShort((short) 42).putInt(0);
    for (int i = 0; i < cells.length; i++) {
      offsets[i] = file.position();
      lengths[i] = cells[i].length;
      file.put(cells[i]);
    }
    boolean tiles = tags.containsKey(322);
    tag(tiles ? 324 : 273, offsets).tag(tiles ? 325 : 279, lengths);
    int directory = file.position();
    int beyond = directory + 2 + 12 * tags.size() + 4;
    file.putInt(4, directory).putShort((short) tags.size());
    for (var tag : tags.entrySet()) {
      int[] values = tag.getValue();
      file.putShort((short) (int) tag.getKey()).putShort((short) (values.length == 1 ? 4 : 3));
      file.putInt(values.length);
      int inline = file.position();
      int at = values.length <= 2 ? inline : beyond;
      for (int i = 0; i < values.length; i++) {
        if (values.length == 1) {
          file.putInt(at, values[i]);
        } else {
          file.putShort(at + 2 * i, (short) values[i]);
        }
      }
      if (values.length > 2) {
        file.putInt(inline, beyond);
        beyond += 2 * values.length;
      }
      file.position(inline + 4);
    }
    return Arrays.copyOf(file.array(), beyond);
  }
}
