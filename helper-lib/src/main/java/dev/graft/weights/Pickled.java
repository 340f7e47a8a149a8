package dev.graft.weights;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;

/** The values that an {@link Unpickler} can make besides dicts, lists, text and numbers. */
sealed interface Pickled {

  /** Python's {@code None}. */
  enum None implements Pickled {
    NONE
  }

  /** The functions that a pickle may name; none of them is ever called as such. */
  enum Function implements Pickled {
    ORDERED_DICT,
    REBUILD_TENSOR,
    REBUILD_PARAMETER
  }

  /** The class of a storage. */
  record StorageType(Dtype dtype) implements Pickled {}

  /**
   * A tuple. It equals itself alone and shows an excerpt: what it holds may be as deep as the
   * pickle likes, or hold the tuple again.
   */
  final class Tuple extends AbstractCollection<Object> implements Pickled {
    private final List<Object> items;

    Tuple(List<Object> items) {
      this.items = items;
    }

    List<Object> items() {
      return items;
    }

    @Override
    public Iterator<Object> iterator() {
      return items.iterator();
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public String toString() {
      return Excerpt.of(this);
    }
  }

  /** Bytes that lie elsewhere in the file. */
  record Storage(String key, Dtype dtype, long count) implements Pickled {}

  /** A strided view of a storage; nothing about it is checked yet. */
  record View(Storage storage, long offset, List<Long> size, List<Long> stride)
      implements Pickled {}
}
