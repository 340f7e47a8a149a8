package dev.graft.weights;

import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a checkpoint or SavedModel out of the {@code .tar.gz} in which TensorFlow's are published,
 * or out of the {@code .tar} that some browsers make of it. It is unpacked twice, once for the
 * index and once for the tensors, and nothing of it is written to disk.
 */
final class CheckpointArchive {
  private static final int GZIP = 0x088b1f;
  private static final String TAR = "ustar";
  private static final int TAR_AT = 257;
  private static final String INDEX = ".index";

  /** What a small file may unpack to; a large one may four times its size. */
  private static final long ROOM = 32 << 20;

  private static final int MOST_FILES = 10_000;
  private static final int MOST_NAMED = 8;

  private final ByteBuffer file;
  private final long room;

  private CheckpointArchive(ByteBuffer file) {
    this.file = file;
    room = Math.max(ROOM, 4L * file.limit());
  }

  static boolean recognises(ByteBuffer file) {
    return isPacked(file)
        || file.limit() > TAR_AT + TAR.length()
            && new Cursor(file.slice(TAR_AT, TAR.length())).text(TAR.length()).equals(TAR);
  }

  private static boolean isPacked(ByteBuffer file) {
    return file.limit() > 18 && (file.getInt(0) & 0xffffff) == GZIP;
  }

  static Map<String, Tensor> read(ByteBuffer file) {
    return new CheckpointArchive(file).tensors();
  }

  private interface Visit {
    void file(String name, long size, InputStream content) throws IOException;
  }

  private Map<String, Tensor> tensors() {
    Map<String, ByteBuffer> indexes = new TreeMap<>();
    List<String> names = new ArrayList<>();
    walk(
        (name, size, content) -> {
          names.add(name);
          if (name.endsWith(INDEX)) {
            byte[] bytes = content.readNBytes(BoundedJson.LONGEST + 1);
            indexes.put(name, ByteBuffer.wrap(bytes));
          }
        });
    if (indexes.size() != 1) {
      throw new WeightsException(
          "archive has "
              + indexes.size()
              + " TensorFlow checkpoints (.index), must have one; it holds "
              + Excerpt.quoted(
                  String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED)))));
    }
    return tensors(indexes.keySet().iterator().next(), indexes.values().iterator().next());
  }

  private Map<String, Tensor> tensors(String name, ByteBuffer index) {
    if (!TensorBundle.recognises(index)) {
      throw new WeightsException(
          "archive's " + Excerpt.quoted(name) + " is no index of a TensorFlow checkpoint");
    }
    TensorBundle bundle = TensorBundle.of(index);
    Map<String, List<BundleEntry>> shards = bundle.shards(name);
    walk(
        (shard, size, content) -> {
          List<BundleEntry> entries = shards.remove(shard);
          if (entries != null) {
            read(bundle, shard, size, entries, content);
          }
        });
    if (!shards.isEmpty()) {
      throw new WeightsException(
          "archive has no " + Excerpt.quoted(shards.keySet().iterator().next()));
    }
    return bundle.tensors();
  }

  private void read(
      TensorBundle bundle, String shard, long size, List<BundleEntry> entries, InputStream content)
      throws IOException {
    long at = 0;
    for (BundleEntry entry : entries) {
      entry.checkPlace(shard, Math.min(size, Math.min(room, Integer.MAX_VALUE)));
      content.skipNBytes(entry.offset() - at);
      byte[] bytes = new byte[(int) entry.size()];
      if (content.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("it ends within " + Excerpt.quoted(shard));
      }
      bundle.put(entry, ByteBuffer.wrap(bytes));
      at = entry.offset() + entry.size();
    }
  }

  private void walk(Visit visit) {
    try (var tar = new TarArchiveInputStream(unpacked())) {
      int files = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++files > MOST_FILES) {
          throw new WeightsException("archive has over " + MOST_FILES + " files");
        }
        if (entry.isFile() && !entry.isSparse()) {
          visit.file(entry.getName().replaceFirst("^(\\./)+", ""), entry.getSize(), tar);
        }
      }
    } catch (IOException e) {
      throw new WeightsException("archive is damaged: " + Excerpt.of(e), e);
    }
  }

  private InputStream unpacked() throws IOException {
    InputStream raw = new ByteBufferBackedInputStream(file.duplicate().rewind());
    return isPacked(file) ? new Bounded(new GZIPInputStream(raw, 1 << 16), room) : raw;
  }

  /** Ends a bomb. */
  private static final class Bounded extends FilterInputStream {
    private final long room;
    private long left;

    Bounded(InputStream in, long room) {
      super(in);
      this.room = room;
      left = room;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new WeightsException(
            "archive unpacks to over " + room + " bytes; it is packed beyond belief");
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      byte[] block = new byte[(int) Math.min(count, 1 << 14)];
      return Math.max(0, read(block, 0, block.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
