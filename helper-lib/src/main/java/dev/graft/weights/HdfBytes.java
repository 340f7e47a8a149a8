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

  private final ByteBuffer file;
  private final Superblock superblock;
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
              + Unpickler.quoted(name)
              + " lies at bytes "
              + Long.toUnsignedString(address)
              + " + "
              + Long.toUnsignedString(length)
              + ", beyond the file's "
              + file.limit());
    }
    return file.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
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
    return file.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
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
