package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.FeatureSet;
import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.data.MaskSet;
import dev.graft.data.NumberSet;
import dev.graft.data.TagSet;
import dev.graft.data.TestTime;
import dev.graft.data.TextNumberSet;
import dev.graft.data.TextSet;
import dev.graft.data.TextTagSet;
import dev.graft.evaluate.Comparison;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.MultiLabel;
import dev.graft.evaluate.Regression;
import dev.graft.evaluate.Segmentation;
import java.util.List;
import java.util.Map;

/** The verbs that measure a model on images whose answers are known. */
abstract class Evaluating extends Experiments {
  /**
   * Measures a model, the whole network compiled. What its frozen layers made of these images
   * before is not computed again, and what they make of them now is kept ({@link FeatureCache}).
   *
   * @param model unchanged
   * @param images of the model's classes or some of them, not augmented; names tell which is which
   * @return loss, accuracy, confusion, report and predictions
   */
  public static Evaluation evaluate(TransferModel model, ImageSet images) {
    return LeavingOut.of(images, set -> Answering.evaluated(model, set));
  }

  /**
   * Measures a model on texts, as {@link #evaluate(TransferModel, ImageSet)} does on images.
   *
   * @param model unchanged
   * @param texts of the model's classes or some of them; names tell which is which
   * @return loss, accuracy, confusion, report and predictions
   */
  public static Evaluation evaluate(TransferModel model, TextSet texts) {
    return Answering.evaluated(model, texts);
  }

  /**
   * Measures a model's head on what its body made of inputs elsewhere.
   *
   * @param model unchanged; its body is the one that the features are of
   * @param features of the model's classes or some of them; names tell which is which
   * @return loss, accuracy, confusion, report and predictions
   * @throws IllegalArgumentException when the features are of another body
   */
  public static Evaluation evaluate(TransferModel model, FeatureSet features) {
    return Answering.evaluated(model, features);
  }

  /**
   * Measures a model that looks at each image several times and averages its probabilities.
   *
   * @param model unchanged
   * @param images of the model's classes or some of them, not augmented
   * @param looks fixed, nothing random
   * @return what {@link dev.graft.evaluate.Ensemble#average} makes of an evaluation a look
   */
  public static Evaluation evaluate(TransferModel model, ImageSet images, TestTime looks) {
    return LeavingOut.of(images, set -> Answering.evaluated(model, set, looks));
  }

  /**
   * Measures a head that has other classes than the images, such as an untouched one of ImageNet's
   * 1000: it is read as if there were no classes but those that stand for the images' own.
   *
   * <pre>{@code
   * evaluate(model, photos, Map.of("ants", List.of("ant"), "ladybirds", List.of("ladybug")))
   * }</pre>
   *
   * @param model unchanged
   * @param images not augmented
   * @param words by class of the images the classes of the model that stand for it, whose
   *     probabilities are summed; a class that is no key stands for itself, keys may be more
   * @return loss, accuracy, confusion, report and predictions by the classes of the images
   * @throws IllegalArgumentException when the model has no such class, or one stands for two
   */
  public static Evaluation evaluate(
      TransferModel model, ImageSet images, Map<String, List<String>> words) {
    return LeavingOut.of(images, set -> Answering.evaluated(model, set, words));
  }

  /**
   * Measures a model that answers with numbers.
   *
   * @param model unchanged
   * @param images with the model's numbers, not augmented
   * @return errors, R² and residuals
   */
  public static Regression evaluate(TransferModel model, NumberSet images) {
    return LeavingOut.of(images.images(), set -> Measuring.evaluated(model, set));
  }

  /**
   * Measures a model that gives tags, each from the threshold on that {@link #decide} declared.
   *
   * @param model unchanged
   * @param images with tags of the model's or some of them, not augmented; names tell which is
   *     which
   * @return mean average precision, F1, a report by tag and thresholds to choose
   */
  public static MultiLabel evaluate(TransferModel model, TagSet images) {
    return LeavingOut.of(images.images(), set -> Tagging.evaluated(model, set));
  }

  /**
   * Measures a model that answers texts with numbers.
   *
   * @param model unchanged
   * @param texts with the model's numbers
   * @return errors, R² and residuals
   */
  public static Regression evaluate(TransferModel model, TextNumberSet texts) {
    return Measuring.evaluated(model, texts.texts());
  }

  /**
   * Measures a model that gives texts tags, each from the threshold on that {@link #decide}
   * declared.
   *
   * @param model unchanged
   * @param texts with tags of the model's or some of them; names tell which is which
   * @return mean average precision, F1, a report by tag and thresholds to choose
   */
  public static MultiLabel evaluate(TransferModel model, TextTagSet texts) {
    return Tagging.evaluated(model, texts.texts());
  }

  /**
   * Measures a model that answers with masks, every pixel of each photo in its own size. Counts are
   * kept and no masks, however many images there are.
   *
   * @param model unchanged
   * @param images with masks of the model's classes, not augmented
   * @return intersection over union, share of right pixels and confusion
   */
  public static Segmentation evaluate(TransferModel model, MaskSet images) {
    return LeavingOut.of(images.images(), set -> Segmenting.evaluated(model, set));
  }

  /**
   * Compares two models, or one before and after, on the same images: is the difference one, or
   * chance?
   *
   * @param first what one gave
   * @param second what the other gave, on the same images
   * @return who is right where the other is wrong, and a sentence that judges it
   * @throws IllegalArgumentException if they are of different images or classes
   */
  public static Comparison compare(Evaluation first, Evaluation second) {
    return Comparison.of(first, second);
  }
}
