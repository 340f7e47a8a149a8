package dev.graft.spark;

import dev.graft.TransferModel;
import dev.graft.evaluate.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;

/**
 * A saved model that answers with classes, as a classifier of Spark ML: logits, probabilities and
 * the index of the class, whose names stand in the column's metadata ({@code IndexToString} reads
 * them).
 *
 * <pre>{@code
 * var answers = new GraftClassifier().setModel("ants-bees").setInputCol("content").transform(photos);
 * }</pre>
 *
 * <p>Probabilities are those of {@code Transfer.predict}, to the last bit.
 */
public final class GraftClassifier extends GraftStage {
  private static final long serialVersionUID = 1;

  private final Param<String> predictionCol =
      new Param<>(this, "predictionCol", "receives the index of the class, or null");
  private final Param<String> probabilityCol =
      new Param<>(this, "probabilityCol", "receives a probability a class, or null");
  private final Param<String> rawPredictionCol =
      new Param<>(this, "rawPredictionCol", "receives a logit a class, or null");

  /** Begins without a model. */
  public GraftClassifier() {
    this(Identifiable$.MODULE$.randomUID("graftClassifier"));
  }

  /**
   * Begins without a model, under a name in its pipeline.
   *
   * @param uid unique
   */
  public GraftClassifier(String uid) {
    super(uid);
    setDefault(predictionCol, "prediction");
    setDefault(probabilityCol, "probability");
    setDefault(rawPredictionCol, "rawPrediction");
  }

  /**
   * Reads a stage that was written.
   *
   * @return a reader
   */
  public static MLReader<GraftClassifier> read() {
    return new StageReader<>();
  }

  /**
   * Reads a stage that was written.
   *
   * @param path of the folder
   * @return an equal stage, with the model that was written with it
   */
  public static GraftClassifier load(String path) {
    return read().load(path);
  }

  /**
   * Names the column of classes.
   *
   * @return a parameter; {@code prediction} unless set
   */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /**
   * Names the column of probabilities.
   *
   * @return a parameter; {@code probability} unless set
   */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /**
   * Names the column of logits.
   *
   * @return a parameter; {@code rawPrediction} unless set
   */
  public Param<String> rawPredictionCol() {
    return rawPredictionCol;
  }

  /**
   * Lists the classes.
   *
   * @return names in the order of the indices
   */
  public String[] labels() {
    return shipped().facts().classes().toArray(String[]::new);
  }

  /**
   * Sets {@link #model}.
   *
   * @param folder of a saved model
   * @return this
   */
  public GraftClassifier setModel(String folder) {
    set(model(), folder);
    return this;
  }

  /**
   * Sets {@link #inputCol}.
   *
   * @param name of the column
   * @return this
   */
  public GraftClassifier setInputCol(String name) {
    set(inputCol(), name);
    return this;
  }

  /**
   * Sets {@link #reasonCol}.
   *
   * @param name of the column
   * @return this
   */
  public GraftClassifier setReasonCol(String name) {
    set(reasonCol(), name);
    return this;
  }

  /**
   * Sets {@link #predictionCol}.
   *
   * @param name of the column
   * @return this
   */
  public GraftClassifier setPredictionCol(String name) {
    set(predictionCol, name);
    return this;
  }

  /**
   * Sets {@link #probabilityCol}.
   *
   * @param name of the column
   * @return this
   */
  public GraftClassifier setProbabilityCol(String name) {
    set(probabilityCol, name);
    return this;
  }

  /**
   * Sets {@link #rawPredictionCol}.
   *
   * @param name of the column
   * @return this
   */
  public GraftClassifier setRawPredictionCol(String name) {
    set(rawPredictionCol, name);
    return this;
  }

  /**
   * Sets {@link #sharedPath}.
   *
   * @param folder that all machines reach
   * @return this
   */
  public GraftClassifier setSharedPath(String folder) {
    set(sharedPath(), folder);
    return this;
  }

  /**
   * Sets {@link #batchSize}.
   *
   * @param rows at once, 1…512
   * @return this
   */
  public GraftClassifier setBatchSize(int rows) {
    set(batchSize(), (Object) rows);
    return this;
  }

  @Override
  ShippedModel.Task task() {
    return new ShippedModel.Task(true, "");
  }

  @Override
  TransferModel load() {
    return TransferModel.load(
        Path.of(
            given(model())
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "no model; call setModel with the folder of a saved one"))));
  }

  @Override
  StructField[] results(ShippedModel.Facts facts) {
    String[] names = facts.classes().toArray(String[]::new);
    Metadata classes =
        NominalAttribute.defaultAttr()
            .withName(value(predictionCol))
            .withValues(names)
            .toMetadata();
    return new StructField[] {
      Results.vectors(value(rawPredictionCol), names.length),
      Results.vectors(value(probabilityCol), names.length),
      DataTypes.createStructField(value(predictionCol), DataTypes.DoubleType, true, classes)
    };
  }

  @Override
  Results results() {
    return new Answer();
  }

  private record Answer() implements Results {
    @Override
    public int count() {
      return 3;
    }

    @Override
    public Object[] of(float[] logits) {
      List<String> indices = IntStream.range(0, logits.length).mapToObj(Integer::toString).toList();
      Prediction one = Prediction.of(indices, List.of(""), new float[][] {logits}).get(0);
      double[] probabilities =
          one.probabilities().stream().mapToDouble(Double::doubleValue).toArray();
      return new Object[] {
        Vectors.dense(Results.doubles(logits)),
        Vectors.dense(probabilities),
        Double.valueOf(one.predicted())
      };
    }
  }
}
