package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.evaluate.LinearClassifier;
import dev.graft.evaluate.LinearProbe;

/** The verb that finds a head without epochs. */
abstract class Probing extends Tuning {
  Probing() {}

  /**
   * Solves the head in place of training it: a logistic regression on the features of the layers
   * before it, at its optimum, its regularization chosen by folds of these images. All else stays
   * as it is, frozen or not.
   *
   * <pre>{@code
   * replaceHead(model, Head.classifier(data.classes()));
   * solve(model, data.train());
   * evaluate(model, data.validation()).accuracy()
   * }</pre>
   *
   * @param model changed: the weights of its head
   * @param images to learn from, one or more of each class
   * @return what was found, and how its strength was chosen
   * @throws IllegalArgumentException when the head has dense layers of its own or is not of
   *     classes, or a class has no image
   */
  public static LinearClassifier solve(TransferModel model, ImageSet images) {
    return solve(model, images, LinearProbe.logistic());
  }

  /**
   * Solves the head by a plan of your own, such as {@link LinearProbe#prototypes}.
   *
   * @param model changed: the weights of its head
   * @param images to learn from, one or more of each class
   * @param probe what is solved
   * @return what was found, and how its strength was chosen
   * @throws IllegalArgumentException when the head has dense layers of its own or is not of
   *     classes, or a class has no image
   */
  public static LinearClassifier solve(TransferModel model, ImageSet images, LinearProbe probe) {
    return HeadSolving.solve(model, images, probe);
  }

  /**
   * Solves the head on texts in place of training it.
   *
   * @param model changed: the weights of its head
   * @param texts to learn from, one or more of each class
   * @return what was found, and how its strength was chosen
   * @throws IllegalArgumentException when the head has dense layers of its own or is not of
   *     classes, or a class has no text
   */
  public static LinearClassifier solve(TransferModel model, TextSet texts) {
    return solve(model, texts, LinearProbe.logistic());
  }

  /**
   * Solves the head on texts by a plan of your own.
   *
   * @param model changed: the weights of its head
   * @param texts to learn from, one or more of each class
   * @param probe what is solved
   * @return what was found, and how its strength was chosen
   * @throws IllegalArgumentException when the head has dense layers of its own or is not of
   *     classes, or a class has no text
   */
  public static LinearClassifier solve(TransferModel model, TextSet texts, LinearProbe probe) {
    return HeadSolving.solve(model, texts, probe);
  }
}
