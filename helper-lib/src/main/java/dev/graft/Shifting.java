package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.shift.Adaptation;
import dev.graft.shift.Adapted;
import dev.graft.shift.Shift;
import java.util.Optional;

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
   * Makes a model of its own for photos of another kind, whose batch normalizations have the
   * statistics of those photos in place of those that the body was trained with (Li et al. 2016,
   * "Revisiting batch normalization for practical domain adaptation"). No label of theirs is read.
   *
   * <p>The known photos get statistics of their own as well, and the classifier is solved anew on
   * what the body then makes of them. Of a set of more than 2048 photos that many give statistics.
   * Where the new photos are hardly of another kind, a copy is given. What the body makes of both
   * afterwards can hardly be told apart, so that the head follows without asking for a shift again.
   *
   * <pre>{@code
   * var other = adaptBody(model, data.train(), paintings, Adaptation.selfTraining());
   * predict(other.model(), paintings);
   * }</pre>
   *
   * @param model unchanged
   * @param known labelled images, such as it learned from, ten or more
   * @param photos whose labels, if they have any, are not read, ten or more
   * @param head how the head follows what is left of the shift, and from which shift on all this is
   *     done
   * @return the model for the new photos, and what was found
   * @throws IllegalArgumentException when there are fewer, the head is of another kind, or the body
   *     has no batch normalization that could be changed
   */
  public static AdaptedModel adaptBody(
      TransferModel model, ImageSet known, ImageSet photos, Adaptation head) {
    return BodyShifting.adapt(model, known, photos, Optional.of(head));
  }

  /**
   * Makes a model of its own for photos of another kind by their statistics alone.
   *
   * @param model unchanged
   * @param known labelled images, such as it learned from, ten or more
   * @param photos whose labels, if they have any, are not read, ten or more
   * @return the model for the new photos, and what was found
   * @throws IllegalArgumentException when there are fewer, the head is of another kind, or the body
   *     has no batch normalization that could be changed
   */
  public static AdaptedModel adaptBody(TransferModel model, ImageSet known, ImageSet photos) {
    return BodyShifting.adapt(model, known, photos, Optional.empty());
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
