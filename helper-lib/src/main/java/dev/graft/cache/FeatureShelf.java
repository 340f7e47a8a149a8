package dev.graft.cache;

import dev.graft.data.ContentKey;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one frozen slice made of images so far. Entries written are held in memory and published as
 * a file whenever they fill a segment, and at {@link #publish}; other shelves of the same slice, in
 * this process or another, see them once they are opened after that. For one thread.
 */
public final class FeatureShelf implements AutoCloseable {
  private static final long SEGMENT_BYTES = 64L << 20;

  private record Place(int segment, int entry) {}

  private final CacheFiles files;
  private final Path folder;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<ContentKey, Place> places = new HashMap<>();
  private final SegmentDraft draft = new SegmentDraft();

  FeatureShelf(CacheFiles files, Path folder) {
    this.files = files;
    this.folder = folder;
    for (Path file : files.segments(folder)) {
      try {
        add(Segment.open(file));
        files.touch(file);
      } catch (IOException e) {
        files.discard(file);
      }
    }
  }

  private void add(Segment segment) {
    int number = segments.size();
    segments.add(segment);
    segment.forEach((key, entry) -> places.put(key, new Place(number, entry)));
  }

  /**
   * Tells whether an entry is there; a damaged one is found out when it is read.
   *
   * @param key of the image
   * @return true if so
   */
  public boolean has(ContentKey key) {
    return places.containsKey(key);
  }

  /**
   * Copies an entry.
   *
   * @param key of the image
   * @param into receives it, one buffer a value of the cut, each as long as its value
   * @return false when it is not there, is damaged, or of another size
   */
  public boolean read(ContentKey key, List<FloatBuffer> into) {
    Place place = places.get(key);
    if (place == null) {
      return false;
    }
    if (place.segment == segments.size()) {
      return draft.read(place.entry, into);
    }
    boolean intact = segments.get(place.segment).read(place.entry, into);
    if (!intact) {
      places.remove(key);
    }
    return intact;
  }

  /**
   * Keeps an entry.
   *
   * @param key of the image
   * @param from holds it, one buffer a value of the cut, each as long as its value
   */
  public void write(ContentKey key, List<FloatBuffer> from) {
    places.put(key, new Place(segments.size(), draft.add(key, from)));
    if (draft.bytes() >= SEGMENT_BYTES) {
      publish();
    }
  }

  /** Publishes what was written since the last time; where no file can be, it stays in memory. */
  public void publish() {
    if (draft.count() > 0) {
      add(files.publish(folder, draft));
      draft.clear();
    }
  }

  @Override
  public void close() {
    publish();
  }
}
