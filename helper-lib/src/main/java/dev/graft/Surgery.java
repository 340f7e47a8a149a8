package dev.graft;

import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.graph.Node;
import dev.graft.graph.Opaque;
import dev.graft.train.FineTune;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The verbs that change a model before it learns: which layers do, and what stands on top. */
abstract class Surgery {
  /**
   * Freezes the whole backbone: its parameters, statistics and dropout stay as they are, bit for
   * bit. The head goes on learning.
   *
   * <p>What computed in 8 bits computes in float again.
   *
   * @param model changed
   */
  public static void freeze(TransferModel model) {
    model
        .life()
        .change(
            "freeze",
            now -> {
              Set<String> frozen = new HashSet<>(now.frozen());
              frozen.addAll(Layers.all().in(now.graph()));
              return now.frozen(frozen).int8(Optional.empty());
            });
  }

  /**
   * Freezes the whole backbone and lets it compute in whole numbers of 8 bits, which is faster
   * where the processor has instructions for it and gives other features. It is calibrated now: on
   * examples, of whose answers nothing is read; products that alone would spoil too much stay in
   * float. Weights stay as they are: layers that are unfrozen learn in float, what is frozen below
   * them goes on in 8 bits as it was calibrated, and what is frozen anew is in float until this is
   * called again.
   *
   * <p>What it costs, the next {@code fineTune} measures on its validation set, prints and gives to
   * {@link TransferModel#int8()}.
   *
   * @param model changed
   * @param int8 what to calibrate on
   * @throws IllegalArgumentException when the body is a model of DJL's, or reads other inputs
   * @throws IllegalStateException when ONNX Runtime has no library for this machine
   */
  public static void freeze(TransferModel model, Int8 int8) {
    model.life().train("freeze", () -> Calibrated.freeze(model, int8));
  }

  /**
   * Freezes some layers; the others stay as they are.
   *
   * @param model changed
   * @param layers which
   */
  public static void freeze(TransferModel model, Layers layers) {
    model
        .life()
        .change(
            "freeze",
            now -> {
              Set<String> frozen = new HashSet<>(now.frozen());
              frozen.addAll(layers.in(now.graph()));
              return now.frozen(frozen);
            });
  }

  /**
   * Lets some layers learn; the others stay as they are. Batch normalizations among them keep their
   * stored statistics unless {@link FineTune#statistics} says otherwise.
   *
   * @param model changed
   * @param layers which
   * @throws IllegalArgumentException when an ONNX or DJL model is among them, which never learns
   */
  public static void unfreeze(TransferModel model, Layers layers) {
    model
        .life()
        .change(
            "unfreeze",
            now -> {
              requireLearners(now.graph(), layers);
              Set<String> frozen = new HashSet<>(now.frozen());
              frozen.removeAll(layers.in(now.graph()));
              return now.frozen(frozen);
            });
  }

  /**
   * Puts a fresh head on the backbone, its weights drawn from the head's seed.
   *
   * @param model changed
   * @param head what comes in place of the present one
   */
  public static void replaceHead(TransferModel model, Head head) {
    model.life().change("replaceHead", now -> now.head(head));
  }

  /**
   * Declares from which probability on each tag is given; without it that is 0.5. It is saved with
   * the model, and a fresh head knows nothing of it.
   *
   * <pre>{@code
   * decide(model, evaluate(model, data.validation()).thresholds());
   * }</pre>
   *
   * @param model changed; its head is a {@link Head#multiLabel}
   * @param thresholds by tag, 0…1; tags that are not named keep theirs
   * @throws IllegalArgumentException when the head gives no tags or not these, or a threshold is
   *     out of its range
   */
  public static void decide(TransferModel model, Map<String, Double> thresholds) {
    model.life().change("decide", now -> HeadTags.decided(now, thresholds));
  }

  /**
   * Shows the network smaller or larger images: small ones train faster, larger ones tell more
   * (progressive resizing). Weights, head and what is frozen stay; features are cached for each
   * size. What computed in 8 bits computes in float again, until {@code freeze} is asked anew.
   *
   * @param model changed
   * @param pixels side of the square, at least 32
   * @throws IllegalArgumentException when the backbone has one size only, or the head is flattened
   *     and so fits no other
   */
  public static void resize(TransferModel model, int pixels) {
    model.life().change("resize", now -> now.size(Sides.square(pixels)));
  }

  /**
   * Shows the network images of another height and width, such as 192 and 256 for photos of three
   * to four: all of them is seen then, and nothing is cut off.
   *
   * @param model changed
   * @param height in pixels, a multiple of 32
   * @param width in pixels, a multiple of 32
   * @throws IllegalArgumentException when the backbone has one size only or takes squares only, or
   *     the head is flattened and so fits no other
   */
  public static void resize(TransferModel model, int height, int width) {
    model.life().change("resize", now -> now.size(new Sides(height, width)));
  }

  /** An opaque model is the whole of its backbone, so any count or range of layers means it. */
  static void requireLearners(Graph graph, Layers layers) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Opaque opaque
          && (!(layers instanceof Layers.Named) || layers.in(graph).contains(node.name()))) {
        throw new IllegalArgumentException(
            ("layer \"%s\" is %s and cannot learn; unfreeze a backbone of the"
                    + " catalogue, or give the head more layers: Head.classifier(classes).dense(256)")
                .formatted(node.name(), opaque.kind()));
      }
    }
  }
}
