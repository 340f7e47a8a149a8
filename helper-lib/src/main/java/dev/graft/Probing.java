package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.TextSet;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.LinearClassifier;
import dev.graft.evaluate.LinearProbe;
import dev.graft.evaluate.NearestNeighbours;

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
   * Solves the head on several views of each image, as augmentation shows them. Each counts as an
   * image; where a strength is chosen by folds, the views of an image are held out together.
   *
   * <pre>{@code
   * solve(model, augment(data.train(), Augmentation.flip()).views(4));
   * }</pre>
   *
   * @param model changed: the weights of its head
   * @param images to learn from, one or more of each class, in a number of views that was set
   * @return what was found, and how its strength was chosen
   * @throws IllegalArgumentException when every epoch has views of its own, the head has dense
   *     layers of its own or is not of classes, or a class has no image
   */
  public static LinearClassifier solve(TransferModel model, TrainingSet images) {
    return solve(model, images, LinearProbe.logistic());
  }

  /**
   * Solves the head on several views of each image by a plan of your own.
   *
   * @param model changed: the weights of its head
   * @param images to learn from, one or more of each class, in a number of views that was set
   * @param probe what is solved
   * @return what was found, and how its strength was chosen
   * @throws IllegalArgumentException when every epoch has views of its own, the head has dense
   *     layers of its own or is not of classes, or a class has no image
   */
  public static LinearClassifier solve(TransferModel model, TrainingSet images, LinearProbe probe) {
    return HeadSolving.solve(model, images, probe);
  }

  /**
   * Puts a head on the model that learns nothing: it keeps the features of these images, and the
   * nearest of them vote. It is saved, exported and evaluated as any head is; a fine-tuning would
   * change how much each image's vote counts. {@code replaceHead} takes it away.
   *
   * <pre>{@code
   * solve(model, data.train(), NearestNeighbours.of(10)).accuracy()     // each judged by the others
   * }</pre>
   *
   * @param model changed: its head, which has no dense layers of its own
   * @param images to keep, more than vote; their features become a part of the model
   * @param asked how many vote
   * @return what each image is taken for by the others: an estimate without a validation part
   * @throws IllegalArgumentException when the head has dense layers of its own or is not of
   *     classes, or there are too few images
   */
  public static Evaluation solve(TransferModel model, ImageSet images, NearestNeighbours asked) {
    return HeadNeighbours.solve(model, images, asked);
  }

  /**
   * Puts a head on the model that keeps texts' features and lets the nearest vote.
   *
   * @param model changed: its head, which has no dense layers of its own
   * @param texts to keep, more than vote
   * @param asked how many vote
   * @return what each text is taken for by the others
   * @throws IllegalArgumentException when the head has dense layers of its own or is not of
   *     classes, or there are too few texts
   */
  public static Evaluation solve(TransferModel model, TextSet texts, NearestNeighbours asked) {
    return HeadNeighbours.solve(model, texts, asked);
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
