"""Graft's stages of Spark ML for PySpark 4: GraftFeaturizer and GraftClassifier.

    spark-submit --jars ... --py-files graft_spark.py job.py

    from graft_spark import GraftFeaturizer
    features = GraftFeaturizer(outputCol="features").transform(
        spark.read.format("binaryFile").load("photos"))

What the parameters mean, the Java classes of the same names say.
"""

import sys
import types

from pyspark import keyword_only
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable
from pyspark.ml.wrapper import JavaTransformer

_PACKAGE = "dev.graft.spark"


class _Reader(JavaMLReader):
    """Knows that the Java class has another package than this module."""

    @classmethod
    def _java_loader_class(cls, clazz):
        return f"{_PACKAGE}.{clazz.__name__}"


class _GraftStage(JavaTransformer, JavaMLReadable, JavaMLWritable):
    inputCol = Param(Params._dummy(), "inputCol", "binary files, paths, images or texts", TypeConverters.toString)
    reasonCol = Param(Params._dummy(), "reasonCol", "receives why a row has no result, or null", TypeConverters.toString)
    model = Param(Params._dummy(), "model", "folder of a saved Graft model, or an ONNX file", TypeConverters.toString)
    sharedPath = Param(Params._dummy(), "sharedPath", "a folder that all machines reach, for the model", TypeConverters.toString)
    batchSize = Param(Params._dummy(), "batchSize", "rows that a task computes at once", TypeConverters.toInt)

    def __init__(self, given):
        super().__init__()
        self._java_obj = self._new_java_obj(f"{_PACKAGE}.{type(self).__name__}", self.uid)
        # the defaults are Java's
        self._transfer_params_from_java()
        self._set(**given)

    @classmethod
    def read(cls):
        return _Reader(cls)

    def setInputCol(self, value):
        return self._set(inputCol=value)

    def setReasonCol(self, value):
        return self._set(reasonCol=value)

    def setModel(self, value):
        return self._set(model=value)

    def setSharedPath(self, value):
        return self._set(sharedPath=value)

    def setBatchSize(self, value):
        return self._set(batchSize=value)


class GraftFeaturizer(_GraftStage):
    """What a frozen network makes of photos or texts: a column of vectors."""

    outputCol = Param(Params._dummy(), "outputCol", "receives vectors, or null", TypeConverters.toString)
    backbone = Param(Params._dummy(), "backbone", "a name of Graft's catalogue", TypeConverters.toString)
    weights = Param(Params._dummy(), "weights", "a weight file, or a published set by its name", TypeConverters.toString)
    stage = Param(Params._dummy(), "stage", "a layer whose averages are the features", TypeConverters.toString)
    size = Param(Params._dummy(), "size", "side of the photos in pixels", TypeConverters.toInt)

    @keyword_only
    def __init__(self, *, inputCol=None, outputCol=None, reasonCol=None, model=None, backbone=None, weights=None,
                 stage=None, size=None, sharedPath=None, batchSize=None):
        super().__init__(self._input_kwargs)

    def setOutputCol(self, value):
        return self._set(outputCol=value)

    def setBackbone(self, value):
        return self._set(backbone=value)

    def setWeights(self, value):
        return self._set(weights=value)

    def setStage(self, value):
        return self._set(stage=value)

    def setSize(self, value):
        return self._set(size=value)


class GraftClassifier(_GraftStage):
    """A saved model that answers with classes: prediction, probability and rawPrediction."""

    predictionCol = Param(Params._dummy(), "predictionCol", "receives the index of the class", TypeConverters.toString)
    probabilityCol = Param(Params._dummy(), "probabilityCol", "receives a probability a class", TypeConverters.toString)
    rawPredictionCol = Param(Params._dummy(), "rawPredictionCol", "receives a logit a class", TypeConverters.toString)

    @keyword_only
    def __init__(self, *, inputCol=None, predictionCol=None, probabilityCol=None, rawPredictionCol=None, reasonCol=None,
                 model=None, sharedPath=None, batchSize=None):
        super().__init__(self._input_kwargs)

    def setPredictionCol(self, value):
        return self._set(predictionCol=value)

    def setProbabilityCol(self, value):
        return self._set(probabilityCol=value)

    def setRawPredictionCol(self, value):
        return self._set(rawPredictionCol=value)

    def labels(self):
        """The names of the classes, in the order of the indices."""
        self._transfer_params_to_java()
        return list(self._java_obj.labels())


def _register():
    """Pipelines that are read look a stage up in a module named as its Java package is."""
    parent = None
    for name in ("dev", "dev.graft", _PACKAGE):
        module = sys.modules.setdefault(name, types.ModuleType(name))
        if parent is not None:
            setattr(parent, name.rsplit(".", 1)[1], module)
        parent = module
    parent.GraftFeaturizer = GraftFeaturizer
    parent.GraftClassifier = GraftClassifier


_register()
