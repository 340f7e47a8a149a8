package dev.graft.weights;

import dev.graft.graph.Shape;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Puts an array together that was stored in chunks, as h5py does where asked for compression. A
 * chunk unpacks to just the bytes that its dimensions need, or is refused.
 */
final class HdfChunks {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;

  private final String path;
  private final Shape shape;
  private final int width;
  private final int[] chunk;
  private final List<FilterInfo> filters;
  private final List<Chunk> chunks;
  private final HdfBytes bytes;

  HdfChunks(
      String path,
      Shape shape,
      Dtype dtype,
      ObjectHeader header,
      ChunkedDataLayoutMessage layout,
      HdfBytes bytes) {
    this.path = path;
    this.shape = shape;
    this.width = dtype.bytes();
    this.bytes = bytes;
    chunk = layout.getChunkDimensions();
    checkDimensions(layout);
    filters =
        header.hasMessageOfType(FilterPipelineMessage.class)
            ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
            : List.of();
    chunks = BTreeV1.createDataBTree(bytes, layout.getBTreeAddress(), chunk.length).getChunks();
  }

  private void checkDimensions(ChunkedDataLayoutMessage layout) {
    long size = width;
    boolean odd = chunk.length != shape.rank() || chunk.length == 0 || layout.getSize() != width;
    for (int axis = 0; !odd && axis < chunk.length; axis++) {
      odd = chunk[axis] < 1 || chunk[axis] > shape.get(axis);
      size *= chunk[axis];
    }
    if (odd) {
      throw new WeightsException(
          "array "
              + Excerpt.quoted(path)
              + " "
              + shape
              + " has chunks of "
              + java.util.Arrays.toString(chunk)
              + ", which do not fit it");
    }
    if (size > Integer.MAX_VALUE) {
      throw new WeightsException("array " + Excerpt.quoted(path) + " has chunks over 2 GiB");
    }
  }

  ByteBuffer unpacked() {
    long needed = 1;
    int chunkBytes = width;
    for (int axis = 0; axis < chunk.length; axis++) {
      needed *= (shape.get(axis) + chunk[axis] - 1L) / chunk[axis];
      chunkBytes *= chunk[axis];
    }
    long distinct = chunks.stream().map(c -> List.of(box(c.getChunkOffset()))).distinct().count();
    if (distinct != needed || chunks.size() != needed) {
      throw new WeightsException(
          "array "
              + Excerpt.quoted(path)
              + " has "
              + chunks.size()
              + " chunks, must have "
              + needed);
    }
    byte[] all = new byte[Math.toIntExact(shape.size() * width)];
    for (Chunk part : chunks) {
      place(unpack(part, chunkBytes), part.getChunkOffset(), all);
    }
    return ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Long[] box(long[] offset) {
    return java.util.Arrays.stream(offset).boxed().toArray(Long[]::new);
  }

  private byte[] unpack(Chunk part, int chunkBytes) {
    ByteBuffer raw = bytes.data(path, part.getAddress(), part.getSize());
    List<FilterInfo> undone = new ArrayList<>();
    for (int i = 0; i < filters.size(); i++) {
      if (!part.getFilterMask().get(i)) {
        undone.add(filters.get(i));
      }
    }
    Collections.reverse(undone);
    byte[] plain = null;
    for (FilterInfo filter : undone) {
      switch (filter.getId()) {
        case DEFLATE -> {
          plain = inflated(plain == null ? raw : ByteBuffer.wrap(plain), chunkBytes);
        }
        case SHUFFLE -> plain = unshuffled(plain == null ? bytes(raw, chunkBytes) : plain);
        case FLETCHER32 -> raw = raw.slice(0, raw.limit() - Integer.BYTES);
        default ->
            throw new WeightsException(
                "array "
                    + Excerpt.quoted(path)
                    + " is packed by HDF5 filter "
                    + filter.getId()
                    + ", only deflate (1), shuffle (2) and fletcher32 (3) are undone");
      }
    }
    return plain == null ? bytes(raw, chunkBytes) : plain;
  }

  private byte[] bytes(ByteBuffer raw, int chunkBytes) {
    if (raw.remaining() != chunkBytes) {
      throw wrongSize(chunkBytes);
    }
    byte[] copy = new byte[chunkBytes];
    raw.get(0, copy);
    return copy;
  }

  private byte[] inflated(ByteBuffer packed, int chunkBytes) {
    // deflate packs at most 1032 to 1
    if (chunkBytes / 1032 > packed.remaining()) {
      throw wrongSize(chunkBytes);
    }
    byte[] plain = new byte[chunkBytes];
    var inflater = new Inflater();
    try {
      inflater.setInput(packed.duplicate());
      int length = 0;
      while (length < chunkBytes && !inflater.finished()) {
        int read = inflater.inflate(plain, length, chunkBytes - length);
        if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw wrongSize(chunkBytes);
        }
        length += read;
      }
      // the end mark may come without a byte
      if (length != chunkBytes || !inflater.finished() && inflater.inflate(new byte[1]) > 0) {
        throw wrongSize(chunkBytes);
      }
      return plain;
    } catch (DataFormatException e) {
      throw new WeightsException(
          "array " + Excerpt.quoted(path) + " has a chunk that is no deflate stream", e);
    } finally {
      inflater.end();
    }
  }

  private byte[] unshuffled(byte[] shuffled) {
    byte[] plain = new byte[shuffled.length];
    int count = shuffled.length / width;
    for (int b = 0; b < width; b++) {
      for (int i = 0; i < count; i++) {
        plain[i * width + b] = shuffled[b * count + i];
      }
    }
    return plain;
  }

  /** Copies a chunk row by row; what of it lies beyond the array's edge is padding. */
  private void place(byte[] plain, long[] offset, byte[] all) {
    int last = chunk.length - 1;
    for (int axis = 0; axis <= last; axis++) {
      boolean inside = offset[axis] >= 0 && offset[axis] < shape.get(axis);
      if (!inside || offset[axis] % chunk[axis] != 0) {
        throw new WeightsException("array " + Excerpt.quoted(path) + " has a chunk outside of it");
      }
    }
    int row = (int) Math.min(chunk[last], shape.get(last) - offset[last]);
    int[] index = new int[chunk.length];
    for (int from = 0; from < plain.length / width; from += chunk[last]) {
      long to = 0;
      boolean inside = true;
      for (int axis = 0; axis <= last; axis++) {
        inside &= offset[axis] + index[axis] < shape.get(axis);
        to = to * shape.get(axis) + offset[axis] + index[axis];
      }
      if (inside) {
        System.arraycopy(plain, from * width, all, Math.toIntExact(to * width), row * width);
      }
      for (int axis = last - 1; axis >= 0 && ++index[axis] == chunk[axis]; axis--) {
        index[axis] = 0;
      }
    }
  }

  private WeightsException wrongSize(int chunkBytes) {
    return new WeightsException(
        "array "
            + Excerpt.quoted(path)
            + " has a chunk that does not unpack to "
            + chunkBytes
            + " bytes");
  }
}
