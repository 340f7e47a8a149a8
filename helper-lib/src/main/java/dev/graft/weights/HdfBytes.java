package dev.graft.weights;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The bytes of an HDF5 file as jHDF asks for them, with an end to its asking: jHDF follows every
 * address that a file names, so a file whose structures form a loop or a bush would keep it busy
 * for good. Each read is inside the file, and their count and sum are limited.
 */
final class HdfBytes implements HdfBackingStorage {
  /** Ten times what a network of a thousand layers needs. */
  private static final int MOST_READS = 400_000;

  private static final long MOST_BYTES = 32 << 20;
  private static final int DATA_TYPE = 3;
  private static final int OPAQUE = 5;
  private static final int REFERENCE = 7;

  private final ByteBuffer file;
  private final Superblock superblock;
  private long messages = -1;
  private int reads;
  private long bytes;

  HdfBytes(ByteBuffer file) {
    this.file = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    superblock = Superblock.readSuperblock(this.file.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    if (superblock.getBaseAddressByte() != 0) {
      throw new WeightsException(
          "hdf5 base address is " + superblock.getBaseAddressByte() + ", must be 0");
    }
    checkSize("offsets", superblock.getSizeOfOffsets());
    checkSize("lengths", superblock.getSizeOfLengths());
    long end = superblock.getEndOfFileAddress();
    if (end < 0 || end > file.limit()) {
      throw new WeightsException(
          "hdf5 file ends at byte "
              + file.limit()
              + ", it says at "
              + Long.toUnsignedString(end)
              + "; file truncated");
    }
  }

  private static void checkSize(String what, int size) {
    if (size != 4 && size != 8) {
      throw new WeightsException("hdf5 has " + what + " of " + size + " bytes, 4 or 8 are read");
    }
  }

  /**
   * Returns the bytes of an array; they are not read yet, so no limit but the file's is on them.
   */
  ByteBuffer data(String name, long address, long length) {
    if (address < 0 || length < 0 || address > file.limit() - length) {
      throw new WeightsException(
          "array "
              + Excerpt.quoted(name)
              + " lies at bytes "
              + Long.toUnsignedString(address)
              + " + "
              + Long.toUnsignedString(length)
              + ", beyond the file's "
              + file.limit());
    }
    return file.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Announces that an object header is read next. jHDF stumbles over an opaque type without a tag,
   * as Keras's bfloat16 is one; it gets to see a reference, which looks the same and which no
   * weight file has.
   */
  void expectHeader(long address) {
    boolean old = address >= 0 && address < file.limit() && file.get((int) address) == 1;
    messages = old ? address + 16 : -1;
  }

  private static ByteBuffer withoutOpaque(ByteBuffer messages) {
    ByteBuffer copy = ByteBuffer.allocate(messages.limit()).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(messages).flip();
    for (int at = 0; at + 16 <= copy.limit(); ) {
      int size = Short.toUnsignedInt(copy.getShort(at + 2));
      int dataClass = copy.get(at + 8) & 0xf;
      if (copy.getShort(at) == DATA_TYPE && dataClass == OPAQUE && copy.get(at + 9) == 0) {
        copy.put(at + 8, (byte) (copy.get(at + 8) - OPAQUE + REFERENCE));
      }
      at += 8 + (size + 7) / 8 * 8;
    }
    return copy;
  }

  @Override
  public ByteBuffer map(long address, long length) {
    if (address < 0 || length < 0 || address > file.limit() - length) {
      throw new WeightsException(
          "hdf5 names byte "
              + Long.toUnsignedString(address)
              + ", the file has "
              + file.limit()
              + "; file truncated or damaged");
    }
    bytes += length;
    if (++reads > MOST_READS || bytes > MOST_BYTES) {
      throw new WeightsException(
          "hdf5 has no end: over " + (reads > MOST_READS ? reads - 1 + " reads" : MOST_BYTES));
    }
    ByteBuffer slice = file.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    return address == messages ? withoutOpaque(slice) : slice;
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    return map(address, length);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return 0;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException("a mapped file has no channel");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {
    // the mapping lives as long as any view of it
  }

  @Override
  public long size() {
    return file.limit();
  }

  @Override
  public boolean inMemory() {
    return true;
  }
}
