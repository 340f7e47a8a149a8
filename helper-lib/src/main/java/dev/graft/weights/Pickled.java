package dev.graft.weights;

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
  record Tuple(List<Object> items) implements Pickled {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
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
