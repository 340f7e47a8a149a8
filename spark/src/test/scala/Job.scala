import dev.graft.spark.{GraftClassifier, GraftFeaturizer}
import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.apache.spark.ml.classification.LogisticRegression
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.sql.SparkSession
import org.apache.spark.sql.functions._

/** What a user writes in Scala: features as a typed data set, a head of Spark ML's on them, and a saved model's answers from a pipeline that was kept. */
object Job {
  def main(arguments: Array[String]): Unit = {
    val Array(photos, body, model, kept) = arguments
    val spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    import spark.implicits._

    val files = spark.read.format("binaryFile").load(photos).select("path", "content")
    val features = new GraftFeaturizer().setModel(body).setOutputCol("features").transform(files)
    val whole = features.where($"reason".isNull)
    for ((path, vector) <- whole.select("path", "features").as[(String, Vector)].collect())
      println(s"features ${path.split('/').last} ${vector.toArray.mkString(" ")}")
    println(s"broken ${features.where($"reason".isNotNull).count()}")

    val labelled = whole.withColumn("label", when(regexp_extract($"path", "(\\d+)\\.png", 1).cast("int") < 6, 0.0).otherwise(1.0))
    val head = new LogisticRegression().setMaxIter(5).fit(labelled)
    println(s"head ${head.numClasses} ${head.numFeatures}")

    val answering = new GraftClassifier().setModel(model)
    new Pipeline().setStages(Array(answering)).fit(files).write.save(kept)
    val answers = PipelineModel.load(kept).transform(files).where($"reason".isNull).select("path", "prediction")
    for ((path, index) <- answers.as[(String, Double)].collect())
      println(s"answer ${path.split('/').last} ${answering.labels()(index.toInt)}")
    spark.stop()
  }
}
