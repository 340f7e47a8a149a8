package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Dataset;
import dev.graft.data.ImageSet;
import dev.graft.data.Inputs;
import dev.graft.data.LeavingOut;
import dev.graft.data.TrainingSet;
import dev.graft.engine.Network;
import dev.graft.evaluate.Features;
import dev.graft.train.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What the classifier of a head reads of a set: the features of all layers before it. */
final class HeadFeatures {
  private HeadFeatures() {}

  /** Labelled by the head's classes. */
  static Features labelled(TransferModel model, Dataset set) {
    require(model.state());
    return plain(model, set);
  }

  /** Labelled by the classes of a head that may ask neighbours. */
  static Features plain(TransferModel model, Dataset set) {
    ModelState now = model.state();
    requireNoDense(now);
    return readable(
        set,
        some -> {
          Dataset sorted = HeadFit.sorted(now, some);
          float[][] rows = rows(now, model.engine(), sorted);
          return new Features(now.classes(), Answering.ids(sorted), Answering.labels(sorted), rows);
        });
  }

  /** Whatever the labels are. */
  static float[][] rows(TransferModel model, Dataset set) {
    ModelState now = model.state();
    require(now);
    return readable(set, some -> rows(now, model.engine(), some));
  }

  /** Goes on without images that turn out unreadable and may be left out. */
  static <T> T readable(Dataset set, Function<Dataset, T> call) {
    return set instanceof ImageSet images ? LeavingOut.of(images, call::apply) : call.apply(set);
  }

  /** Of a head with dense layers too. */
  static float[][] read(TransferModel model, Dataset set) {
    ModelState now = model.state();
    HeadInput.require(now);
    return readable(set, some -> rows(now, model.engine(), some));
  }

  /** Of every view of the images, one view after the other; those of one image share its id. */
  static Features views(TransferModel model, TrainingSet set) {
    ModelState now = model.state();
    require(now);
    if (set.views() == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "these images have a new view in every epoch; say how many are solved on, such as"
              + " data.views(4)");
    }
    return LeavingOut.of(set, some -> views(now, model.engine(), some));
  }

  private static Features views(ModelState now, String engine, TrainingSet set) {
    Dataset sorted = HeadFit.sorted(now, set.images());
    int count = sorted.size();
    int[] labels = Answering.labels(sorted);
    float[][] rows = new float[Math.multiplyExact(set.views(), count)][];
    List<String> ids = new ArrayList<>();
    for (int view = 0; view < set.views(); view++) {
      Inputs seen = set.examples(view, now.contract()).inputs();
      String title = Title.extracting(sorted, "");
      System.arraycopy(rows(now, engine, title, seen), 0, rows, view * count, count);
      ids.addAll(Answering.ids(sorted));
    }
    int[] all = IntStream.range(0, rows.length).map(i -> labels[i % count]).toArray();
    return new Features(now.classes(), ids, all, rows);
  }

  private static float[][] rows(ModelState now, String engine, Dataset set) {
    return rows(now, engine, Title.extracting(set, ""), set.inputs(now.contract()));
  }

  private static float[][] rows(ModelState now, String engine, String title, Inputs inputs) {
    String before = HeadInput.name(now);
    var network =
        new Network(now.graph().until(before), now.weights(), Set.of(), engine, now.quantization());
    return Outputs.cached(title, network, inputs, FeatureCache.atHome());
  }

  private static void require(ModelState now) {
    requireNoDense(now);
    if (now.head().get().layers().stream().anyMatch(NeighboursLayer.class::isInstance)) {
      throw new IllegalArgumentException(
          "this head asks nearest neighbours and has no weights to solve; call replaceHead(model,"
              + " Head.classifier(classes))");
    }
  }

  private static void requireNoDense(ModelState now) {
    HeadInput.require(now);
    if (now.head().get().layers().stream().anyMatch(Head.Layer.Dense.class::isInstance)) {
      throw new IllegalArgumentException(
          "this head has dense layers of its own, which are trained, not solved; use"
              + " Head.classifier(classes)");
    }
  }
}
