package dev.graft;

import dev.graft.audit.Audit;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TextSet;

/** The verbs that ask whether data deserves trust. */
abstract class Auditing extends Calibrating {
  /**
   * Audits images with the default backbone: the same picture twice, by bytes or by sight (smaller,
   * mirrored, turned, cropped, encoded anew), labels that the others contradict, outliers, photos
   * too small, classes too small, broken files, and classes that size, border or brightness give
   * away. What the backbone makes of the images is kept, as for training.
   *
   * @param images read once
   * @return the findings
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Audit audit(ImageSet images) {
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.load()) {
      return audit(model, images);
    }
  }

  /**
   * Audits splits with the default backbone; what is in two of them is found too.
   *
   * @param splits all images with labels
   * @return the findings
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Audit audit(Splits splits) {
    try (TransferModel model = Backbone.EFFICIENTNET_LITE0.load()) {
      return audit(model, splits);
    }
  }

  /**
   * Audits images by the features of a backbone.
   *
   * @param model unchanged; its head is not asked
   * @param images read once
   * @return the findings
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Audit audit(TransferModel model, ImageSet images) {
    return Audit.of(images, set -> extractFeatures(model, set));
  }

  /**
   * Audits splits by the features of a backbone.
   *
   * @param model unchanged; its head is not asked
   * @param splits all images with labels
   * @return the findings
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Audit audit(TransferModel model, Splits splits) {
    return Audit.of(splits, set -> extractFeatures(model, set));
  }

  /**
   * Audits texts by the features of an encoder: equal texts, labels that the others contradict,
   * outliers and small classes.
   *
   * @param model unchanged; its head is not asked
   * @param texts read once
   * @return the findings
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  public static Audit audit(TransferModel model, TextSet texts) {
    return Audit.of(texts, set -> extractFeatures(model, set));
  }
}
