package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.evaluate.Trust;

/** The verbs that let a model say that it does not know. */
abstract class Calibrating extends Looking {
  /**
   * Lets a trained model say what it does not know. From now on each prediction carries a {@link
   * dev.graft.evaluate.Verdict}: a set of classes that has the right one as often as was promised,
   * and the distance to the nearest of what the model learned from, with which it tells photos of
   * no known kind. It is saved with the model and exported beside it. No probability changes.
   *
   * <pre>{@code
   * calibrate(model, data.train(), data.validation(), 0.95);
   * predict(model, photo).verdict()        // ant or bee (distance 0.412, known up to 0.583)
   * }</pre>
   *
   * <p>Whatever changes the model afterwards ends it, since the promise was made of another one:
   * {@code fineTune}, {@code solve}, {@code adapt}, {@code resize} and {@code replaceHead}. Then
   * calibrate again. Predictions of several looks ({@code TestTime}) carry no verdict: both
   * thresholds were read off one look, and averaged probabilities would keep no promise by them.
   *
   * @param model changed: it knows what it was calibrated to; its head is a classifier
   * @param known what it learned from, 10 images or more; labels are not read
   * @param heldOut images of the same kind that it did not learn from, 10 or more: their number
   *     decides how exact the promise can be
   * @param promised share of images of the known kind whose right class is in the set, and share of
   *     them that are taken for known; above 0 and below 1
   * @return what was found
   * @throws IllegalArgumentException when there are fewer, both are the same images, the share is
   *     out of its range, or the head is of another kind
   */
  public static Trust calibrate(
      TransferModel model, ImageSet known, ImageSet heldOut, double promised) {
    return HeadTrust.calibrate(model, known, heldOut, promised);
  }

  /**
   * Lets a trained model of texts say what it does not know.
   *
   * @param model changed: it knows what it was calibrated to; its head is a classifier
   * @param known what it learned from, 10 texts or more; labels are not read
   * @param heldOut texts of the same kind that it did not learn from, 10 or more
   * @param promised as for {@link #calibrate(TransferModel, ImageSet, ImageSet, double)}
   * @return what was found
   * @throws IllegalArgumentException when there are fewer, both are the same texts, the share is
   *     out of its range, or the head is of another kind
   */
  public static Trust calibrate(
      TransferModel model, TextSet known, TextSet heldOut, double promised) {
    return HeadTrust.calibrate(model, known, heldOut, promised);
  }
}
