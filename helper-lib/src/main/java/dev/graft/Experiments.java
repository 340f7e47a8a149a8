package dev.graft;

import dev.graft.data.Answered;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.LeavingOut;
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
   * Searches for the best way to answer with tags, numbers or masks, judged by the highest mean
   * average precision, R² (the mean of several) or mean IoU at the size that the network sees.
   *
   * @param model unchanged; the trials are on its engine
   * @param training augmented images, or texts, with their answers
   * @param validation with the same answers, never augmented
   * @param plan what to try
   * @return the trials, the best first
   * @throws SearchInterruptedException when the thread was interrupted, within one batch
   * @throws IllegalArgumentException when the journal is of another search
   */
  public static Trials search(
      TransferModel model, Epochs training, Answered<?, ?> validation, Search plan) {
    return search(model, training, validation.dataset(), plan);
  }

  /**
   * Trains on less than there is, by several methods, and judges each on all of validation at its
   * end. The models that the plan names stay as they are.
   *
   * @param training images, texts or features, of which some are used, by seed
   * @param validation inputs of the same kind and classes
   * @param plan how many of them, how often, and how
   * @return one row a training: {@code method}; {@code images per class}, or {@code share} and how
   *     many {@code images} or {@code texts} that is; {@code seed}; {@code accuracy} on validation
   *     and {@code training accuracy} of the last epoch, both 0…1, in their place what other
   *     answers are judged by; and {@code seconds} of training
   * @throws IllegalArgumentException when a head of the plan does not fit the sets, before anything
   *     is trained
   */
  public static Table learningCurve(Dataset training, Dataset validation, LearningCurve plan) {
    return CurveRun.of(training, validation, plan);
  }

  /**
   * Trains on a part of inputs with tags, numbers or masks, as {@link #learningCurve(Dataset,
   * Dataset, LearningCurve)} does.
   *
   * @param training of which some are used, each tag in the same share
   * @param validation with the same answers, of tags also some of them
   * @param plan by shares
   * @param <T> kind of answer
   * @return as there, judged as by {@link #search(TransferModel, Epochs, Answered, Search)}
   */
  public static <T extends Answered<?, T>> Table learningCurve(
      T training, T validation, LearningCurve plan) {
    return learningCurve(training.dataset(), validation.dataset(), plan);
  }
}
