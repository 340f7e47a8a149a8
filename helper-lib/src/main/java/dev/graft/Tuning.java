package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import dev.graft.data.MaskSet;
import dev.graft.data.NumberSet;
import dev.graft.data.TagSet;
import dev.graft.data.TextAugmentation;
import dev.graft.data.TextNumberSet;
import dev.graft.data.TextSet;
import dev.graft.data.TextTagSet;
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
   * Declares how training images vary of which something is measured. Nothing is computed yet.
   *
   * @param images of the training part, with their numbers
   * @param augmentation drawn anew for each image and epoch; it must leave the numbers true
   * @return what {@link #fineTune} takes
   */
  public static TrainingSet augment(NumberSet images, Augmentation augmentation) {
    return TrainingSet.of(images.images(), augmentation);
  }

  /**
   * Declares how training images vary that have tags. Nothing is computed yet.
   *
   * @param images of the training part, with their tags
   * @param augmentation drawn anew for each image and epoch; it must leave the tags true
   * @return what {@link #fineTune} takes
   */
  public static TrainingSet augment(TagSet images, Augmentation augmentation) {
    return TrainingSet.of(images.images(), augmentation);
  }

  /**
   * Declares how training texts vary that have tags. Nothing is computed yet.
   *
   * @param texts of the training part, with their tags
   * @param augmentation drawn anew for each text and epoch; it must leave the tags true
   * @return what {@link #fineTune} takes
   */
  public static TrainingTexts augment(TextTagSet texts, TextAugmentation augmentation) {
    return TrainingTexts.of(texts.texts(), augmentation);
  }

  /**
   * Declares how training texts vary of which something is measured. Nothing is computed yet.
   *
   * @param texts of the training part, with their numbers
   * @param augmentation drawn anew for each text and epoch; it must leave the numbers true
   * @return what {@link #fineTune} takes
   */
  public static TrainingTexts augment(TextNumberSet texts, TextAugmentation augmentation) {
    return TrainingTexts.of(texts.texts(), augmentation);
  }

  /**
   * Declares how training images vary of which every pixel has a class: what moves a picture moves
   * its mask, what paints it leaves the mask. Nothing is computed yet.
   *
   * @param images of the training part, with their masks
   * @param augmentation drawn anew for each image and epoch
   * @return what {@link #fineTune} takes
   */
  public static TrainingSet augment(MaskSet images, Augmentation augmentation) {
    return TrainingSet.of(images.images(), augmentation);
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
   * Trains what is not frozen to answer with numbers.
   *
   * @param model changed; its head is a {@link Head#regressor}
   * @param training augmented images with numbers
   * @param validation images with the same numbers, never augmented
   * @param options how, as for {@link #fineTune(TransferModel, Epochs, Dataset, FineTune)}
   * @return one stage of history, with {@code mean absolute error}, {@code root mean squared error}
   *     and {@code R²} among its figures
   * @throws IllegalArgumentException when the head is of other answers, or an option is for classes
   */
  public static History fineTune(
      TransferModel model, TrainingSet training, NumberSet validation, FineTune options) {
    return fineTune(model, training, validation.images(), options);
  }

  /**
   * Trains in stages to answer with numbers.
   *
   * @param model changed; its head is a {@link Head#regressor}
   * @param training augmented images with numbers
   * @param validation images with the same numbers, never augmented
   * @param plan layers and options of each stage
   * @return the history of all stages
   * @throws IllegalArgumentException when the head is of other answers, or an option is for classes
   */
  public static History fineTune(
      TransferModel model, TrainingSet training, NumberSet validation, Gradual plan) {
    return fineTune(model, training, validation.images(), plan);
  }

  /**
   * Trains what is not frozen to give tags, by the binary cross entropy of each.
   *
   * @param model changed; its head is a {@link Head#multiLabel}
   * @param training augmented images with tags, some with each
   * @param validation images with the same tags or some of them, never augmented
   * @param options how, as for {@link #fineTune(TransferModel, TrainingSet, ImageSet, FineTune)};
   *     class weights are weights of the tags where they are there, balanced ones {@code (n − n_t)
   *     / n_t}
   * @return one stage of history, with {@code micro F1}, {@code macro F1} (each tag given from 0.5
   *     on) and {@code mean average precision} among its figures
   * @throws IllegalArgumentException when the head is of other answers, no training image has a
   *     tag, or an option is for classes
   */
  public static History fineTune(
      TransferModel model, TrainingSet training, TagSet validation, FineTune options) {
    return fineTune(model, training, validation.images(), options);
  }

  /**
   * Trains what is not frozen to give texts tags. Texts that vary, and plans of stages, go with
   * {@code validation.texts()} to the calls that take any set.
   *
   * @param model changed; its head is a {@link Head#multiLabel}
   * @param training texts with tags, some with each
   * @param validation texts with the same tags or some of them
   * @param options how, as for {@link #fineTune(TransferModel, TrainingSet, TagSet, FineTune)}
   * @return one stage of history, with {@code mean average precision} among its figures
   * @throws IllegalArgumentException as there
   */
  public static History fineTune(
      TransferModel model, TextTagSet training, TextTagSet validation, FineTune options) {
    return fineTune(model, training.texts(), validation.texts(), options);
  }

  /**
   * Trains what is not frozen to answer texts with numbers. Texts that vary, and plans of stages,
   * go with {@code validation.texts()} to the calls that take any set.
   *
   * @param model changed; its head is a {@link Head#regressor}
   * @param training texts with numbers
   * @param validation texts with the same numbers
   * @param options how, as for {@link #fineTune(TransferModel, Epochs, Dataset, FineTune)}
   * @return one stage of history, with {@code R²} among its figures
   * @throws IllegalArgumentException when the head is of other answers, or an option is for classes
   */
  public static History fineTune(
      TransferModel model, TextNumberSet training, TextNumberSet validation, FineTune options) {
    return fineTune(model, training.texts(), validation.texts(), options);
  }

  /**
   * Trains what is not frozen to answer with masks.
   *
   * @param model changed; its head is a {@link Head#segmenter}
   * @param training augmented images with masks
   * @param validation images with masks of the same classes, never augmented
   * @param options how, as for {@link #fineTune(TransferModel, TrainingSet, ImageSet, FineTune)}
   * @return one stage of history, with {@code mean IoU} and {@code pixel accuracy} among its
   *     figures: of the pixels that the network sees, at its size
   * @throws IllegalArgumentException when the head is of other answers, or an option is for classes
   */
  public static History fineTune(
      TransferModel model, TrainingSet training, MaskSet validation, FineTune options) {
    return fineTune(model, training, validation.images(), options);
  }

  /**
   * Trains in stages to give tags.
   *
   * @param model changed; its head is a {@link Head#multiLabel}
   * @param training augmented images with tags, some with each
   * @param validation images with the same tags or some of them, never augmented
   * @param plan layers and options of each stage
   * @return the history of all stages
   * @throws IllegalArgumentException as for {@link #fineTune(TransferModel, TrainingSet, TagSet,
   *     FineTune)}
   */
  public static History fineTune(
      TransferModel model, TrainingSet training, TagSet validation, Gradual plan) {
    return fineTune(model, training, validation.images(), plan);
  }

  /**
   * Trains in stages to answer with masks.
   *
   * @param model changed; its head is a {@link Head#segmenter}
   * @param training augmented images with masks
   * @param validation images with masks of the same classes, never augmented
   * @param plan layers and options of each stage
   * @return the history of all stages
   * @throws IllegalArgumentException when the head is of other answers, or an option is for classes
   */
  public static History fineTune(
      TransferModel model, TrainingSet training, MaskSet validation, Gradual plan) {
    return fineTune(model, training, validation.images(), plan);
  }
}
