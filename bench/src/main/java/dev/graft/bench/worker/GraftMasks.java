package dev.graft.bench.worker;

import static dev.graft.Transfer.augment;
import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.fineTune;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.resize;
import static dev.graft.Transfer.unfreeze;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.graft.Backbone;
import dev.graft.Decoder;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.Augmentation;
import dev.graft.data.MaskSet;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Segmentation;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.Schedule;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** A class for every pixel: the decoder on the frozen body, then perhaps the last blocks. */
final class GraftMasks {
  private static final int NONE = 255;

  private final String engine;

  GraftMasks(String engine) {
    this.engine = engine;
  }

  Map<String, ?> recipe(JsonNode q) {
    List<String> classes =
        StreamSupport.stream(q.get("classes").spliterator(), false).map(JsonNode::asText).toList();
    MaskSet train = masks(q.get("train").asText(), classes);
    MaskSet held = masks(q.get("held").asText(), classes);
    long seed = q.get("seed").asLong();
    double used = processor();
    long start = System.nanoTime();
    try (TransferModel model = body(q.get("stride").asInt()).on(engine).load()) {
      Decoder decoder = Decoder.valueOf(q.get("decoder").asText().toUpperCase(Locale.ROOT));
      resize(model, q.get("height").asInt(), q.get("width").asInt());
      replaceHead(model, Head.segmenter(classes).decoder(decoder).seed(seed));
      TrainingSet views = augment(train, Augmentation.flip()).seed(seed).views(2);
      freeze(model);
      fineTune(model, views, held, plan(q, ""));
      if (q.get("tuning_epochs").asInt() > 0) {
        unfreeze(model, Layers.last(q.get("layers").asInt()));
        fineTune(model, views, held, plan(q, "tuning_"));
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("seconds", Clock.since(start));
      answer.put("processor", processor() - used);
      return judged(answer, evaluate(model, held));
    }
  }

  private static Backbone body(int stride) {
    Backbone body = Backbone.EFFICIENTNET_LITE0;
    return stride == 32 ? body : body.outputStride(stride);
  }

  /** Whatever is beyond the classes is none. */
  private static MaskSet masks(String folder, List<String> classes) {
    int[] beyond = IntStream.range(classes.size(), NONE).toArray();
    return MaskSet.of(Path.of(folder), classes).ignoring(beyond);
  }

  private static FineTune plan(JsonNode q, String stage) {
    return FineTune.epochs(q.get(stage + "epochs").asInt())
        .adamW()
        .learningRate(q.get(stage + "rate").asDouble())
        .schedule(Schedule.cosine())
        .weightDecay(q.get("decay").asDouble())
        .dice(q.get("dice").asDouble())
        .batchSize(q.get("batch").asInt())
        .seed(q.get("seed").asLong());
  }

  private static Map<String, ?> judged(Map<String, Object> answer, Segmentation result) {
    answer.put("meanIou", result.meanIou());
    answer.put("pixelAccuracy", result.pixelAccuracy());
    answer.put("iou", result.classes().stream().map(result::iou).toList());
    return answer;
  }

  /** Seconds of all cores. */
  private static double processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
