package dev.graft.spark;

import dev.graft.TransferModel;
import java.nio.file.Path;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * What a frozen network makes of photos or texts: a vector column for Spark ML's own classifiers,
 * or for a head of Graft's.
 *
 * <pre>{@code
 * var features =
 *     new GraftFeaturizer()
 *         .setBackbone("efficientnet_lite0")
 *         .setInputCol("content")
 *         .setOutputCol("features")
 *         .transform(spark.read().format("binaryFile").load("photos"));
 * }</pre>
 *
 * <p>Vectors have the bits of {@code Transfer.extractFeatures} on one machine of the same kind.
 */
public final class GraftFeaturizer extends GraftStage {
  private static final long serialVersionUID = 1;

  private final Param<String> outputCol =
      new Param<>(this, "outputCol", "receives vectors, or null");
  private final Param<String> backbone =
      new Param<>(this, "backbone", "a name of Graft's catalogue, such as efficientnet_lite0");
  private final Param<String> weights =
      new Param<>(this, "weights", "a weight file on the driver, or a published set by its name");
  private final Param<String> stage =
      new Param<>(this, "stage", "a layer whose averages are the features; the last if empty");
  private final IntParam size =
      new IntParam(
          this,
          "size",
          "side of the photos in pixels; the weights' own if 0",
          ParamValidators.gtEq(0));

  /** Begins with EfficientNet-Lite0. */
  public GraftFeaturizer() {
    this(Identifiable$.MODULE$.randomUID("graftFeaturizer"));
  }

  /**
   * Begins with EfficientNet-Lite0, under a name in its pipeline.
   *
   * @param uid unique
   */
  public GraftFeaturizer(String uid) {
    super(uid);
    setDefault(outputCol, "features");
    setDefault(backbone, "efficientnet_lite0");
    setDefault(stage, "");
    setDefault(size, 0);
  }

  /**
   * Reads a stage that was written.
   *
   * @return a reader
   */
  public static MLReader<GraftFeaturizer> read() {
    return new StageReader<>();
  }

  /**
   * Reads a stage that was written.
   *
   * @param path of the folder
   * @return an equal stage, with the model that was written with it
   */
  public static GraftFeaturizer load(String path) {
    return read().load(path);
  }

  /**
   * Names the column of vectors.
   *
   * @return a parameter; {@code features} unless set
   */
  public Param<String> outputCol() {
    return outputCol;
  }

  /**
   * Names the network where {@link #model} is not set.
   *
   * @return a parameter; {@code efficientnet_lite0} unless set
   */
  public Param<String> backbone() {
    return backbone;
  }

  /**
   * Tells the weights of the backbone.
   *
   * @return a parameter; the catalogue's unless set
   */
  public Param<String> weights() {
    return weights;
  }

  /**
   * Names the layer that is read.
   *
   * @return a parameter; empty unless set: the whole backbone
   */
  public Param<String> stage() {
    return stage;
  }

  /**
   * Tells the side of the photos.
   *
   * @return a parameter, pixels; 0 unless set: as the weights were trained
   */
  public IntParam size() {
    return size;
  }

  /**
   * Sets {@link #inputCol}.
   *
   * @param name of the column
   * @return this
   */
  public GraftFeaturizer setInputCol(String name) {
    set(inputCol(), name);
    return this;
  }

  /**
   * Sets {@link #outputCol}.
   *
   * @param name of the column
   * @return this
   */
  public GraftFeaturizer setOutputCol(String name) {
    set(outputCol, name);
    return this;
  }

  /**
   * Sets {@link #reasonCol}.
   *
   * @param name of the column
   * @return this
   */
  public GraftFeaturizer setReasonCol(String name) {
    set(reasonCol(), name);
    return this;
  }

  /**
   * Sets {@link #backbone}.
   *
   * @param name of the catalogue
   * @return this
   */
  public GraftFeaturizer setBackbone(String name) {
    set(backbone, name);
    return this;
  }

  /**
   * Sets {@link #model}, whose features are taken in place of a backbone's.
   *
   * @param path a saved model's folder or an ONNX file that tells its input
   * @return this
   */
  public GraftFeaturizer setModel(String path) {
    set(model(), path);
    return this;
  }

  /**
   * Sets {@link #weights}.
   *
   * @param pathOrName a file, or a set of the catalogue
   * @return this
   */
  public GraftFeaturizer setWeights(String pathOrName) {
    set(weights, pathOrName);
    return this;
  }

  /**
   * Sets {@link #stage}.
   *
   * @param layer such as {@code block5}
   * @return this
   */
  public GraftFeaturizer setStage(String layer) {
    set(stage, layer);
    return this;
  }

  /**
   * Sets {@link #size}.
   *
   * @param pixels side of the square
   * @return this
   */
  public GraftFeaturizer setSize(int pixels) {
    set(size, (Object) pixels);
    return this;
  }

  /**
   * Sets {@link #sharedPath}.
   *
   * @param folder that all machines reach
   * @return this
   */
  public GraftFeaturizer setSharedPath(String folder) {
    set(sharedPath(), folder);
    return this;
  }

  /**
   * Sets {@link #batchSize}.
   *
   * @param rows at once, 1…512
   * @return this
   */
  public GraftFeaturizer setBatchSize(int rows) {
    set(batchSize(), (Object) rows);
    return this;
  }

  @Override
  String settings() {
    return super.settings() + " " + getOrDefault(backbone) + " " + get(weights) + " " + side();
  }

  private int side() {
    return (Integer) getOrDefault(size);
  }

  @Override
  ShippedModel.Task task() {
    return new ShippedModel.Task(false, value(stage));
  }

  @Override
  TransferModel load() {
    return given(model())
        .map(path -> Networks.saved(Path.of(path)))
        .orElseGet(() -> Networks.named(value(backbone), given(weights), side()));
  }

  @Override
  StructField[] results(ShippedModel.Facts facts) {
    StructField field = Results.vectors(value(outputCol), facts.width());
    Metadata whose =
        new MetadataBuilder()
            .withMetadata(field.metadata())
            .putString(GraftFeatures.BODY, facts.body())
            .build();
    return new StructField[] {
      DataTypes.createStructField(field.name(), field.dataType(), true, whose)
    };
  }

  @Override
  Results results() {
    return new Vector();
  }

  private record Vector() implements Results {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public Object[] of(float[] values) {
      return new Object[] {Vectors.dense(Results.doubles(values))};
    }
  }
}
