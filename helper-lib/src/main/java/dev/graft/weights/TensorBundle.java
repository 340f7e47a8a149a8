package dev.graft.weights;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads TensorFlow's checkpoints of version 2: an index, {@code x.index}, and the tensors that it
 * tells of in shards, {@code x.data-00000-of-00001}. After {@code tensor_bundle.proto} and {@code
 * tensor_bundle.cc} in TensorFlow's sources. No graph is read, here or in a SavedModel.
 */
final class TensorBundle {
  private static final String INDEX = ".index";
  private static final int BIG = 1;

  private final Map<Integer, List<BundleEntry>> byShard = new TreeMap<>();
  private final BundleNames names;
  private int shards;

  private TensorBundle(ByteBuffer index) {
    List<SortedTable.Row> rows = SortedTable.read(index);
    if (rows.isEmpty() || !rows.get(0).key().isEmpty()) {
      throw new WeightsException(
          "table has no bundle header; TensorFlow's checkpoints are read from version 2 on");
    }
    header(rows.get(0).value());
    List<BundleEntry> entries = new ArrayList<>();
    for (SortedTable.Row row : rows.subList(1, rows.size())) {
      // a key that begins with a zero stands for a piece of a variable
      if (row.key().charAt(0) != 0) {
        entries.add(BundleEntry.of(row.key(), row.value()));
      }
    }
    names = new BundleNames(entries);
    entries.stream().filter(names::wants).forEach(this::place);
    byShard.values().forEach(TensorBundle::sort);
  }

  static boolean recognises(ByteBuffer file) {
    return SortedTable.recognises(file);
  }

  /** Reads the index alone. */
  static TensorBundle of(ByteBuffer index) {
    if (index.limit() > BoundedJson.LONGEST) {
      throw new WeightsException(
          "bundle's index is " + index.limit() + " bytes, must be at most " + BoundedJson.LONGEST);
    }
    return new TensorBundle(index);
  }

  /** Reads an index and the shards beside it. */
  static Map<String, Tensor> read(ByteBuffer index, Siblings files) {
    TensorBundle bundle = of(index);
    bundle
        .shards(files.own())
        .forEach(
            (name, entries) -> {
              ByteBuffer file = files.get(name);
              for (BundleEntry entry : entries) {
                entry.checkPlace(name, file.limit());
                bundle.put(entry, file.slice((int) entry.offset(), (int) entry.size()));
              }
            });
    return bundle.tensors();
  }

  private void header(ByteBuffer proto) {
    BundleEntry.message(
        "bundle header",
        proto,
        (number, in) -> {
          switch (number) {
            case 1 -> shards = in.readInt32();
            case 2 -> {
              if (in.readEnum() == BIG) {
                throw new WeightsException("bundle's byte order is big, only little is read");
              }
            }
            default -> {
              return false;
            }
          }
          return true;
        });
  }

  private void place(BundleEntry entry) {
    if (entry.shard() < 0 || entry.shard() >= shards || entry.offset() < 0 || entry.size() < 0) {
      throw new WeightsException(
          "tensor "
              + Excerpt.quoted(entry.key())
              + " lies in shard "
              + entry.shard()
              + " of "
              + shards
              + " at "
              + entry.offset()
              + " + "
              + entry.size());
    }
    byShard.computeIfAbsent(entry.shard(), shard -> new ArrayList<>()).add(entry);
  }

  private static void sort(List<BundleEntry> entries) {
    entries.sort(
        Comparator.comparingLong(BundleEntry::offset).thenComparingLong(BundleEntry::size));
    long end = 0;
    for (BundleEntry entry : entries) {
      if (entry.offset() < end || entry.offset() > Long.MAX_VALUE - entry.size()) {
        throw new WeightsException(
            "tensor "
                + Excerpt.quoted(entry.key())
                + " lies at "
                + entry.offset()
                + " + "
                + entry.size()
                + ", the one before it ends at "
                + end);
      }
      end = entry.offset() + entry.size();
    }
  }

  /**
   * Tells which files beside an index of that name hold what is wanted, and what each does in the
   * order in which it lies there.
   */
  Map<String, List<BundleEntry>> shards(String index) {
    String stem =
        index.endsWith(INDEX) ? index.substring(0, index.length() - INDEX.length()) : index;
    Map<String, List<BundleEntry>> files = new TreeMap<>();
    byShard.forEach(
        (shard, entries) ->
            files.put(
                String.format(Locale.ROOT, "%s.data-%05d-of-%05d", stem, shard, shards), entries));
    return files;
  }

  /** Takes the bytes of one of these. */
  void put(BundleEntry entry, ByteBuffer bytes) {
    names.put(entry, bytes);
  }

  /** Gives all float tensors under TensorFlow's names, in torch's layout; once. */
  Map<String, Tensor> tensors() {
    return names.tensors();
  }
}
