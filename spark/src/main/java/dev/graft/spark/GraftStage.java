package dev.graft.spark;

import dev.graft.TransferModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What stages of Graft have in common: an input column, a model that the driver loads and sends,
 * columns that are computed batch by batch, and a column that says why a row has none.
 *
 * <p>What a stage makes of a row depends on that row alone. A row whose input is null, broken or
 * missing has nulls and a reason; it fails nothing. A schema that does not fit is refused before a
 * job starts.
 */
public abstract class GraftStage extends Transformer implements MLWritable {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final Param<String> inputCol;
  private final Param<String> reasonCol;
  private final Param<String> model;
  private final Param<String> sharedPath;
  private final IntParam batchSize;

  /** Loaded once for the settings that {@link #settings} tells; sent once by each stage. */
  private transient Packed packed;

  private record Packed(String settings, ShippedModel model, String shared, Broadcast<Sent> sent) {}

  GraftStage(String uid) {
    this.uid = uid;
    this.inputCol = new Param<>(this, "inputCol", "binary files, paths, images or texts");
    this.reasonCol = new Param<>(this, "reasonCol", "receives why a row has no result, or null");
    this.model = new Param<>(this, "model", "folder of a saved Graft model, or an ONNX file");
    this.sharedPath =
        new Param<>(
            this,
            "sharedPath",
            "a folder that all machines reach, for the model; broadcast if empty");
    this.batchSize =
        new IntParam(
            this,
            "batchSize",
            "rows that a task computes at once",
            ParamValidators.inRange(1, 512));
    setDefault(inputCol, "content");
    setDefault(reasonCol, "reason");
    setDefault(sharedPath, "");
    setDefault(batchSize, 16);
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Names the column that is read.
   *
   * @return a parameter; {@code content} unless set
   */
  public Param<String> inputCol() {
    return inputCol;
  }

  /**
   * Names the column of reasons.
   *
   * @return a parameter; {@code reason} unless set
   */
  public Param<String> reasonCol() {
    return reasonCol;
  }

  /**
   * Tells the model on the driver's disk.
   *
   * @return a parameter
   */
  public Param<String> model() {
    return model;
  }

  /**
   * Names a folder that driver and executors reach by one path, such as {@code hdfs:///models} or a
   * mounted disk: the model is written there once, under its hash, and each executor reads and
   * checks it, in place of a broadcast that passes through the driver's memory and network.
   *
   * @return a parameter; empty unless set: the model is broadcast
   */
  public Param<String> sharedPath() {
    return sharedPath;
  }

  /**
   * Tells how many rows a task computes at once. It decides memory and speed, and no bits.
   *
   * @return a parameter, 1…512; 16 unless set
   */
  public IntParam batchSize() {
    return batchSize;
  }

  /** The columns that are added, but for the reason. */
  abstract StructField[] results(ShippedModel.Facts facts);

  /** Computes a row's columns of what the model gave. */
  abstract Results results();

  /** Loads the model that the parameters name; the caller closes it. */
  abstract TransferModel load();

  abstract ShippedModel.Task task();

  /** All that decides which model is sent. */
  String settings() {
    return task() + " " + get(model);
  }

  String value(Param<String> parameter) {
    return getOrDefault(parameter);
  }

  Optional<String> given(Param<String> parameter) {
    return isSet(parameter) ? Optional.of(getOrDefault(parameter)) : Optional.empty();
  }

  /** The model on the driver, loaded at the first need. */
  synchronized ShippedModel shipped() {
    String settings = settings();
    if (packed == null || !packed.settings.equals(settings)) {
      try (TransferModel loaded = load()) {
        packed = new Packed(settings, ShippedModel.of(loaded, task()), "", null);
      }
    }
    return packed.model;
  }

  /** Takes a model that was saved with this stage. */
  synchronized void take(ShippedModel saved) {
    packed = new Packed(settings(), saved, "", null);
  }

  private synchronized Broadcast<Sent> sent(SparkSession spark) {
    ShippedModel now = shipped();
    String shared = value(sharedPath);
    if (packed.sent == null || !packed.sent.isValid() || !packed.shared.equals(shared)) {
      var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      Sent way =
          shared.isEmpty()
              ? now
              : SharedModel.of(now, shared, spark.sparkContext().hadoopConfiguration());
      packed = new Packed(packed.settings, now, shared, context.broadcast(way));
    }
    return packed.sent;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    input(schema);
    StructType all = schema;
    for (StructField field : results(shipped().facts())) {
      all = with(all, field);
    }
    return with(all, DataTypes.createStructField(value(reasonCol), DataTypes.StringType, true));
  }

  private static StructType with(StructType schema, StructField field) {
    if (Arrays.asList(schema.fieldNames()).contains(field.name())) {
      throw new IllegalArgumentException(
          "column \"%s\" is there already; there are %s; choose another name"
              .formatted(field.name(), String.join(", ", schema.fieldNames())));
    }
    return schema.add(field);
  }

  private InputKind input(StructType schema) {
    String name = value(inputCol);
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          "no column \"%s\"; there are %s; set inputCol"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    return InputKind.of(name, schema.apply(name).dataType(), shipped().facts().texts());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    StructType schema = transformSchema(rows.schema());
    SparkSession spark = rows.sparkSession();
    var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var hadoop = new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    var scoring =
        new Scoring(
            sent(spark),
            context.broadcast(hadoop),
            rows.schema().fieldIndex(value(inputCol)),
            input(rows.schema()),
            (Integer) getOrDefault(batchSize),
            results());
    return described(rows.toDF().mapPartitions(scoring, Encoders.row(schema)), schema);
  }

  /** An encoder forgets what fields say of themselves. */
  private static Dataset<Row> described(Dataset<Row> rows, StructType schema) {
    Dataset<Row> all = rows;
    for (StructField field : schema.fields()) {
      if (!field.metadata().equals(Metadata.empty())) {
        all = all.withMetadata(field.name(), field.metadata());
      }
    }
    return all;
  }

  @Override
  public Transformer copy(ParamMap extra) {
    GraftStage copy = defaultCopy(extra);
    synchronized (this) {
      // whether it is of the copy's settings is found out when it is asked for
      copy.packed = packed;
    }
    return copy;
  }

  /**
   * Writes parameters and the model itself, so that what is read again needs no other file.
   *
   * @return a writer
   */
  @Override
  public MLWriter write() {
    return new StageWriter(this);
  }

  /** Writes into an open folder, for messages that name what failed. */
  @Override
  public void save(String path) throws IOException {
    write().save(path);
  }
}
