package dev.graft.data;

import dev.graft.weights.Excerpt;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Takes features one row after the other, keeps them in a file, and makes a set of them. */
public final class FeatureWriter implements Closeable {
  private final Path file;
  private final FeatureContract contract;
  private final OutputStream out;
  private final List<String> ids = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  private FeatureWriter(Path file, FeatureContract contract, OutputStream out) {
    this.file = file;
    this.contract = contract;
    this.out = out;
  }

  /**
   * Begins to write.
   *
   * @param file receives the rows, 4 bytes a feature; created or replaced
   * @param contract width of a row, and the body that gave it
   * @return takes the rows; close it
   * @throws IOException when the file cannot be written
   */
  public static FeatureWriter to(Path file, FeatureContract contract) throws IOException {
    return new FeatureWriter(file, contract, new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /**
   * Adds a row.
   *
   * @param id names the input, such as a photo's path
   * @param label its class
   * @param values as many as every row has, all of them finite
   * @throws IOException when the file cannot be written
   * @throws IllegalArgumentException when the row has another width, a NaN or no class
   */
  public void add(String id, String label, float... values) throws IOException {
    if (values.length != contract.width()) {
      throw new IllegalArgumentException(
          "%s has %s features, the others %s"
              .formatted(Excerpt.quoted(id), values.length, contract.width()));
    }
    if (label.isBlank()) {
      throw new IllegalArgumentException(Excerpt.quoted(id) + " has no label");
    }
    ByteBuffer row =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "%s has a feature %s, must be finite".formatted(Excerpt.quoted(id), value));
      }
      row.putFloat(value);
    }
    out.write(row.array());
    ids.add(id);
    labels.add(label);
  }

  /**
   * Ends the file.
   *
   * @return all rows, which are read from the file: it must stay as it is while the set is used
   * @throws IOException when the file cannot be written
   * @throws IllegalArgumentException when there is no row
   */
  public FeatureSet set() throws IOException {
    close();
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no features are given; at least 1 row is needed");
    }
    List<String> classes = List.copyOf(new TreeSet<>(labels));
    int[] numbers = labels.stream().mapToInt(classes::indexOf).toArray();
    FeatureRows rows = FeatureRows.map(file, contract.width(), ids.size());
    return new FeatureSet(contract, rows, ids, classes, numbers);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
