package dev.graft.cache;

import dev.graft.data.ContentKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** Entries in memory on their way to a {@link Segment}. */
final class SegmentDraft {
  private final int floats;
  private final List<ContentKey> keys = new ArrayList<>();
  private ByteBuffer entries;

  SegmentDraft(int floats) {
    this.floats = floats;
    this.entries = allocate(1);
  }

  private ByteBuffer allocate(int count) {
    int bytes = Math.multiplyExact(count, floats * Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int count() {
    return keys.size();
  }

  long bytes() {
    return Segment.size(keys.size(), floats);
  }

  /** Appends an entry that lies in parts, whose positions stay, and tells its place. */
  int add(ContentKey key, List<FloatBuffer> from) {
    if (entries.remaining() == 0) {
      ByteBuffer larger = allocate(2 * keys.size());
      entries = larger.put(entries.flip());
    }
    int size = floats * Float.BYTES;
    FloatBuffer entry =
        entries.slice(entries.position(), size).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    from.forEach(part -> entry.put(part.duplicate()));
    entries.position(entries.position() + size);
    keys.add(key);
    return keys.size() - 1;
  }

  void read(int place, List<FloatBuffer> into) {
    Segment.copy(entry(place).asFloatBuffer(), into);
  }

  private ByteBuffer entry(int place) {
    int size = floats * Float.BYTES;
    return entries.slice(place * size, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  void writeTo(OutputStream out) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    for (ByteBuffer part : parts()) {
      while (part.hasRemaining()) {
        channel.write(part);
      }
    }
  }

  Segment inMemory() {
    ByteBuffer whole = ByteBuffer.allocateDirect(Math.toIntExact(bytes()));
    for (ByteBuffer part : parts()) {
      whole.put(part);
    }
    try {
      return Segment.of(whole.flip(), floats);
    } catch (IOException e) {
      throw new IllegalStateException("a segment is not what its draft says", e);
    }
  }

  /** Gives header and index, then the entries. */
  private ByteBuffer[] parts() {
    int rows = keys.size() * Segment.ROW;
    ByteBuffer head =
        ByteBuffer.allocate(Segment.HEADER + rows)
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(Segment.HEADER);
    for (int place = 0; place < keys.size(); place++) {
      ContentKey key = keys.get(place);
      head.putLong(key.a()).putLong(key.b()).putLong(key.c()).putLong(key.d());
      head.putLong(Segment.checksum(entry(place)));
    }
    head.flip();
    head.putLong(0, Segment.MAGIC).putInt(8, floats).putInt(12, keys.size());
    head.putLong(16, Segment.checksum(head.slice(Segment.HEADER, rows)));
    return new ByteBuffer[] {head, entries.duplicate().flip()};
  }
}
