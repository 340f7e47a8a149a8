package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Answered;
import dev.graft.data.Augmentation;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import dev.graft.data.TextAugmentation;
import dev.graft.data.TextSet;
import dev.graft.data.TrainingSet;
import dev.graft.data.TrainingTexts;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.Gradual;
import dev.graft.train.History;
import java.util.Optional;

/** The verbs by which a model learns. */
abstract class Tuning extends Surgery {
  /**
   * Declares how training images vary. Nothing is computed yet.
   *
   * @param images of the training part
   * @param augmentation drawn anew for each image and epoch
   * @return what {@link #fineTune} takes
   */
  public static TrainingSet augment(ImageSet images, Augmentation augmentation) {
    return TrainingSet.of(images, augmentation);
  }

  /**
   * Declares how training texts vary. Nothing is computed yet.
   *
   * @param texts of the training part
   * @param augmentation drawn anew for each text and epoch
   * @return what {@link #fineTune} takes
   */
  public static TrainingTexts augment(TextSet texts, TextAugmentation augmentation) {
    return TrainingTexts.of(texts, augmentation);
  }

  /**
   * Declares how training images vary that have tags, numbers or masks. Nothing is computed yet.
   *
   * @param images of the training part, with their answers
   * @param augmentation drawn anew for each image and epoch; it must leave tags and numbers true,
   *     and moves a mask with its image
   * @return what {@link #fineTune} takes
   */
  public static TrainingSet augment(Answered<ImageSet, ?> images, Augmentation augmentation) {
    return TrainingSet.of(images.dataset(), augmentation);
  }

  /**
   * Declares how training texts vary that have tags or numbers. Nothing is computed yet.
   *
   * @param texts of the training part, with their answers
   * @param augmentation drawn anew for each text and epoch; it must leave the answers true
   * @return what {@link #fineTune} takes
   */
  public static TrainingTexts augment(Answered<TextSet, ?> texts, TextAugmentation augmentation) {
    return TrainingTexts.of(texts.dataset(), augmentation);
  }

  /**
   * Trains what is not frozen. Interrupting the thread ends it within one batch and keeps what was
   * learned.
   *
   * <p>What the frozen layers make of an input is computed once for each view and cached, in files
   * that outlive the process ({@link FeatureCache}).
   *
   * @param model changed
   * @param training augmented images, or texts
   * @param validation inputs of the same kind and classes, never augmented
   * @param options how
   * @return one stage of history
   */
  public static History fineTune(
      TransferModel model, Epochs training, Dataset validation, FineTune options) {
    return Training.leavingOut(
        model,
        training,
        validation,
        options.keeping().checkpoints(),
        now -> now.as(options, Optional.empty()));
  }

  /**
   * Trains what is not frozen, and keeps on the way what training more layers next will need: one
   * pass through the layers that are frozen in both serves both.
   *
   * @param model changed
   * @param training augmented images, or texts; the next training is to see the same
   * @param validation inputs of the same kind and classes, never augmented
   * @param options how
   * @param next layers that will be unfrozen before the next training
   * @return one stage of history
   */
  public static History fineTune(
      TransferModel model, Epochs training, Dataset validation, FineTune options, Layers next) {
    return Training.leavingOut(
        model,
        training,
        validation,
        options.keeping().checkpoints(),
        now -> now.as(options, Optional.of(next)));
  }

  /**
   * Trains in stages: before each the whole backbone is frozen but for the stage's layers, and what
   * will learn is printed as a table.
   *
   * @param model changed; frozen afterwards as in the last stage
   * @param training augmented images, or texts
   * @param validation inputs of the same kind and classes, never augmented
   * @param plan layers and options of each stage
   * @return the history of all stages
   * @throws IllegalArgumentException when the plan has no stage, or names layers that are not there
   */
  public static History fineTune(
      TransferModel model, Epochs training, Dataset validation, Gradual plan) {
    return Training.leavingOut(
        model, training, validation, plan.checkpoints(), now -> now.as(plan));
  }

  /**
   * Trains what is not frozen to answer with tags, numbers or masks, as {@link
   * #fineTune(TransferModel, Epochs, Dataset, FineTune)} does with classes.
   *
   * @param model changed; its head gives such answers
   * @param training augmented images, or texts, with their answers; of tags some with each
   * @param validation of the same tags or some of them, of the same numbers, of masks of the same
   *     classes; never augmented
   * @param options how
   * @return one stage of history, with {@code mean average precision}, {@code R²} or {@code mean
   *     IoU} and {@code pixel accuracy} among its figures; those of masks are of the pixels that
   *     the network sees, at its size
   * @throws IllegalArgumentException when the head is of other answers, or an option is for classes
   */
  public static History fineTune(
      TransferModel model, Epochs training, Answered<?, ?> validation, FineTune options) {
    return fineTune(model, training, validation.dataset(), options);
  }

  /**
   * Trains in stages to answer with tags, numbers or masks.
   *
   * @param model changed; its head gives such answers
   * @param training as for {@link #fineTune(TransferModel, Epochs, Answered, FineTune)}
   * @param validation as there
   * @param plan layers and options of each stage
   * @return the history of all stages
   * @throws IllegalArgumentException when the head is of other answers, or an option is for classes
   */
  public static History fineTune(
      TransferModel model, Epochs training, Answered<?, ?> validation, Gradual plan) {
    return fineTune(model, training, validation.dataset(), plan);
  }

  /**
   * Trains what is not frozen on texts as they are to answer with tags or numbers.
   *
   * @param model changed; its head gives such answers
   * @param training texts with their answers
   * @param validation as for {@link #fineTune(TransferModel, Epochs, Answered, FineTune)}
   * @param options how
   * @return one stage of history
   * @throws IllegalArgumentException when the head is of other answers, or an option is for classes
   */
  public static History fineTune(
      TransferModel model,
      Answered<TextSet, ?> training,
      Answered<TextSet, ?> validation,
      FineTune options) {
    return fineTune(model, training.dataset(), validation.dataset(), options);
  }
}
