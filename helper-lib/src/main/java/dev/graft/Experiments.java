package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.data.MaskSet;
import dev.graft.data.NumberSet;
import dev.graft.data.TagSet;
import dev.graft.data.TrainingSet;
import dev.graft.train.FineTune;
import dev.graft.train.LearningRates;
import tech.tablesaw.api.Table;

/** The verbs that try ways of training on copies, and leave the model as it is. */
abstract class Experiments extends Shifting {
  /**
   * Tries learning rates from 1e-7 to 10 on a copy of what is not frozen, a batch each, and watches
   * the loss. The model stays as it is, bit for bit.
   *
   * @param model unchanged
   * @param training augmented images, or texts
   * @param options how, but for learning rate and schedule
   * @return the losses by rate, and a suggestion
   */
  public static LearningRates findLearningRate(
      TransferModel model, Epochs training, FineTune options) {
    return training instanceof TrainingSet photos
        ? LeavingOut.of(photos, images -> Training.rates(model, images, options))
        : Training.rates(model, training, options);
  }

  /**
   * Trains copies of a model by different settings and compares them. Each begins with a fresh head
   * like the model's; what frozen layers make of an image is computed once for all. The model stays
   * as it is.
   *
   * @param model unchanged; the trials are on its engine
   * @param training augmented images, or texts
   * @param validation inputs of the same kind and classes, never augmented
   * @param plan what to try
   * @return the trials, the best first
   * @throws SearchInterruptedException when the thread was interrupted, within one batch
   * @throws IllegalArgumentException when the journal is of another search
   */
  public static Trials search(
      TransferModel model, Epochs training, Dataset validation, Search plan) {
    return SearchRun.of(model, training, validation, plan);
  }

  /**
   * Searches for the best way to give tags, which is that of the highest mean average precision.
   *
   * @param model unchanged; the trials are on its engine
   * @param training augmented images with tags
   * @param validation images with the same tags, never augmented
   * @param plan what to try
   * @return the trials, the best first
   * @throws IllegalArgumentException when the journal is of another search
   */
  public static Trials search(
      TransferModel model, TrainingSet training, TagSet validation, Search plan) {
    return search(model, training, validation.images(), plan);
  }

  /**
   * Searches for the best way to answer with numbers, which is that of the highest R², the mean of
   * several.
   *
   * @param model unchanged; the trials are on its engine
   * @param training augmented images with numbers
   * @param validation images with the same numbers, never augmented
   * @param plan what to try
   * @return the trials, the best first
   * @throws IllegalArgumentException when the journal is of another search
   */
  public static Trials search(
      TransferModel model, TrainingSet training, NumberSet validation, Search plan) {
    return search(model, training, validation.images(), plan);
  }

  /**
   * Searches for the best way to answer with masks, which is that of the highest mean IoU, at the
   * size that the network sees.
   *
   * @param model unchanged; the trials are on its engine
   * @param training augmented images with masks
   * @param validation images with masks of the same classes, never augmented
   * @param plan what to try
   * @return the trials, the best first
   * @throws IllegalArgumentException when the journal is of another search
   */
  public static Trials search(
      TransferModel model, TrainingSet training, MaskSet validation, Search plan) {
    return search(model, training, validation.images(), plan);
  }

  /**
   * Trains on fewer images than there are, by several methods, and measures each on all validation
   * images at its end. The models that the plan names stay as they are.
   *
   * @param training of which some are used, by class and seed
   * @param validation images of the same classes
   * @param plan how many images, how often, and how
   * @return one row a training: {@code method}, {@code images per class}, {@code seed}, {@code
   *     accuracy} on the validation images and {@code training accuracy} of the last epoch, both
   *     0…1, and {@code seconds} of training
   */
  public static Table learningCurve(ImageSet training, ImageSet validation, LearningCurve plan) {
    return LeavingOut.of(training, validation, plan::of);
  }
}
