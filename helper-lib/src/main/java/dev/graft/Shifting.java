package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.shift.Adaptation;
import dev.graft.shift.Adapted;
import dev.graft.shift.Shift;

/** The verbs for a world that has changed. */
abstract class Shifting extends Probing {
  Shifting() {}

  /**
   * Measures how far photos lie from those that a model knows, and estimates without a label of
   * theirs how often it will be right.
   *
   * @param model unchanged; its head is a classifier without dense layers
   * @param known labelled images that it did not learn from, such as its validation part, ten or
   *     more
   * @param photos whose labels, if they have any, are not read, ten or more
   * @return the measure
   * @throws IllegalArgumentException when there are fewer, or the head is of another kind
   */
  public static Shift shift(TransferModel model, ImageSet known, ImageSet photos) {
    return HeadShifting.shift(model, known, photos);
  }

  /**
   * Measures how far texts lie from those that a model knows.
   *
   * @param model unchanged; its head is a classifier without dense layers
   * @param known labelled texts that it did not learn from, ten or more
   * @param texts whose labels, if they have any, are not read, ten or more
   * @return the measure
   * @throws IllegalArgumentException when there are fewer, or the head is of another kind
   */
  public static Shift shift(TransferModel model, TextSet known, TextSet texts) {
    return HeadShifting.shift(model, known, texts);
  }

  /**
   * Lets the head follow photos of another kind by self-training, without a label of theirs.
   * Nothing is changed where they are hardly of another kind.
   *
   * <pre>{@code
   * adapt(model, data.train(), paintings);
   * }</pre>
   *
   * @param model changed: the weights of its head
   * @param known labelled images, such as it learned from, ten or more
   * @param photos whose labels, if they have any, are not read, ten or more
   * @return what was found and done
   * @throws IllegalArgumentException when there are fewer, or the head is of another kind
   */
  public static Adapted adapt(TransferModel model, ImageSet known, ImageSet photos) {
    return adapt(model, known, photos, Adaptation.selfTraining());
  }

  /**
   * Lets the head follow photos of another kind in a way of your own.
   *
   * @param model changed: the weights of its head
   * @param known labelled images, such as it learned from, ten or more
   * @param photos whose labels, if they have any, are not read, ten or more
   * @param adaptation how
   * @return what was found and done
   * @throws IllegalArgumentException when there are fewer, or the head is of another kind
   */
  public static Adapted adapt(
      TransferModel model, ImageSet known, ImageSet photos, Adaptation adaptation) {
    return HeadShifting.adapt(model, known, photos, adaptation);
  }

  /**
   * Lets the head follow texts of another kind.
   *
   * @param model changed: the weights of its head
   * @param known labelled texts, such as it learned from, ten or more
   * @param texts whose labels, if they have any, are not read, ten or more
   * @param adaptation how
   * @return what was found and done
   * @throws IllegalArgumentException when there are fewer, or the head is of another kind
   */
  public static Adapted adapt(
      TransferModel model, TextSet known, TextSet texts, Adaptation adaptation) {
    return HeadShifting.adapt(model, known, texts, adaptation);
  }
}
