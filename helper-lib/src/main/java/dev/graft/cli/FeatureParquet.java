package dev.graft.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.evaluate.Features;
import dev.graft.weights.AtomicFile;
import dev.graft.weights.Destination;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Features as a Parquet file that Spark, Arrow and others read: columns {@code path}, {@code label}
 * and {@code features}, lists of floats. It is plain and uncompressed, by the Parquet format's own
 * specification (2.10): libraries that write any Parquet bring Hadoop along.
 *
 * <p>What Spark keeps of a schema says of which body the features are, so that a head can be
 * trained on them there as on its own.
 */
final class FeatureParquet {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int FLOAT = 4;
  private static final int BYTE_ARRAY = 6;
  private static final int UTF8 = 0;
  private static final int LIST = 3;
  private static final int REPEATED = 2;
  private static final int RLE = 3;

  /** Rows are written group by group, of about so many bytes: what a reader holds at once. */
  private static final int GROUP = 16 << 20;

  private final Features features;
  private final String body;
  private final int rowsAGroup;

  /**
   * @param features with a class a row
   * @param body fingerprint of the network that made them
   */
  FeatureParquet(Features features, String body) {
    this(features, body, Math.max(1, GROUP / (Float.BYTES * features.width())));
  }

  FeatureParquet(Features features, String body, int rowsAGroup) {
    this.features = features;
    this.body = body;
    this.rowsAGroup = rowsAGroup;
  }

  void write(Path file) {
    try {
      AtomicFile.write(Destination.file(file), this::write);
    } catch (IOException e) {
      throw new UncheckedIOException("features cannot be written: " + file, e);
    }
  }

  private void write(OutputStream out) throws IOException {
    List<Consumer<ThriftWriter>> groups = new ArrayList<>();
    out.write(MAGIC);
    long at = MAGIC.length;
    for (int from = 0; from < features.size(); from += rowsAGroup) {
      int to = Math.min(features.size(), from + rowsAGroup);
      List<Consumer<ThriftWriter>> columns = new ArrayList<>();
      long begin = at;
      for (Chunk chunk : List.of(paths(from, to), labels(from, to), values(from, to))) {
        byte[] page = chunk.page();
        out.write(page);
        long offset = at;
        columns.add(column -> chunk.described(column, offset, page.length));
        at += page.length;
      }
      long bytes = at - begin;
      int rows = to - from;
      groups.add(group -> group.structs(1, columns).i64(2, bytes).i64(3, rows));
    }
    byte[] footer = footer(groups);
    out.write(footer);
    out.write(little(footer.length));
    out.write(MAGIC);
  }

  private Chunk paths(int from, int to) {
    return texts("path", features.ids().subList(from, to));
  }

  private Chunk labels(int from, int to) {
    int[] labels = features.labels();
    List<String> names = new ArrayList<>();
    for (int i = from; i < to; i++) {
      names.add(features.classes().get(labels[i]));
    }
    return texts("label", names);
  }

  private static Chunk texts(String name, List<String> texts) {
    var content = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      content.writeBytes(little(bytes.length));
      content.writeBytes(bytes);
    }
    return new Chunk(BYTE_ARRAY, texts.size(), content.toByteArray(), name);
  }

  private Chunk values(int from, int to) {
    int width = features.width();
    int values = Math.multiplyExact(to - from, width);
    var repetition = new ByteArrayOutputStream();
    for (int row = from; row < to; row++) {
      run(repetition, 1, 0);
      run(repetition, width - 1, 1);
    }
    var definition = new ByteArrayOutputStream();
    run(definition, values, 1);
    var content = new ByteArrayOutputStream();
    for (var levels : List.of(repetition, definition)) {
      content.writeBytes(little(levels.size()));
      content.writeBytes(levels.toByteArray());
    }
    ByteBuffer floats = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    float[][] all = features.values();
    for (int row = from; row < to; row++) {
      floats.asFloatBuffer().put(all[row]);
      floats.position(floats.position() + width * Float.BYTES);
    }
    content.writeBytes(floats.array());
    return new Chunk(FLOAT, values, content.toByteArray(), "features", "list", "element");
  }

  /** One level many times: which values begin a row, and which are there. */
  private static void run(ByteArrayOutputStream to, int times, int level) {
    if (times > 0) {
      ThriftWriter.varint(to, (long) times << 1);
      to.write(level);
    }
  }

  private static byte[] little(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** A column of a group of rows: one page. */
  private record Chunk(int type, int values, byte[] content, String... path) {
    byte[] page() {
      byte[] header =
          new ThriftWriter()
              .i32(1, 0)
              .i32(2, content.length)
              .i32(3, content.length)
              .struct(5, data -> data.i32(1, values).i32(2, 0).i32(3, RLE).i32(4, RLE))
              .bytes();
      return ByteBuffer.allocate(header.length + content.length).put(header).put(content).array();
    }

    void described(ThriftWriter column, long offset, int bytes) {
      column
          .i64(2, offset)
          .struct(
              3,
              its ->
                  its.i32(1, type)
                      .numbers(2, 0, RLE)
                      .texts(3, path)
                      .i32(4, 0)
                      .i64(5, values)
                      .i64(6, bytes)
                      .i64(7, bytes)
                      .i64(9, offset));
    }
  }

  private byte[] footer(List<Consumer<ThriftWriter>> groups) {
    List<Consumer<ThriftWriter>> schema =
        List.of(
            root -> root.text(4, "rows").i32(5, 3),
            text("path"),
            text("label"),
            list ->
                list.i32(3, 0)
                    .text(4, "features")
                    .i32(5, 1)
                    .i32(6, LIST)
                    .struct(10, logical -> logical.struct(3, none -> {})),
            repeated -> repeated.i32(3, REPEATED).text(4, "list").i32(5, 1),
            element -> element.i32(1, FLOAT).i32(3, 0).text(4, "element"));
    return new ThriftWriter()
        .i32(1, 1)
        .structs(2, schema)
        .i64(3, features.size())
        .structs(4, groups)
        .structs(
            5,
            List.of(
                pair("graft.body", body),
                pair("org.apache.spark.sql.parquet.row.metadata", spark())))
        .text(6, "graft")
        .bytes();
  }

  private static Consumer<ThriftWriter> text(String name) {
    return column ->
        column
            .i32(1, BYTE_ARRAY)
            .i32(3, 0)
            .text(4, name)
            .i32(6, UTF8)
            .struct(10, logical -> logical.struct(1, none -> {}));
  }

  private static Consumer<ThriftWriter> pair(String key, String value) {
    return pair -> pair.text(1, key).text(2, value);
  }

  /** The schema as Spark keeps it, with what it knows of a column. */
  private String spark() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "struct");
    var fields = schema.putArray("fields");
    for (String name : List.of("path", "label")) {
      fields
          .addObject()
          .put("name", name)
          .put("type", "string")
          .put("nullable", false)
          .putObject("metadata");
    }
    ObjectNode column = fields.addObject().put("name", "features");
    column
        .putObject("type")
        .put("type", "array")
        .put("elementType", "float")
        .put("containsNull", false);
    column.put("nullable", false).putObject("metadata").put("graft.body", body);
    return schema.toString();
  }
}
