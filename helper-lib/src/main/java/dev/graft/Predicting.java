package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.data.Mask;
import dev.graft.data.TestTime;
import dev.graft.data.TextSet;
import dev.graft.data.Unlabelled;
import dev.graft.evaluate.Estimate;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Tagged;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The verbs that answer for images whose answers nobody knows. */
abstract class Predicting extends Evaluating {
  /**
   * Predicts the class of each image. What frozen layers made of these images in a training or an
   * evaluation is not computed again; of others nothing is kept.
   *
   * @param model unchanged
   * @param images of any classes; their labels are not used
   * @return one prediction an image, in order
   */
  public static List<Prediction> predict(TransferModel model, ImageSet images) {
    return LeavingOut.of(images, set -> Answering.predicted(model, set));
  }

  /**
   * Predicts the class of each image from several looks at it, whose probabilities are averaged.
   *
   * @param model unchanged
   * @param images of any classes; their labels are not used
   * @param looks fixed, nothing random
   * @return one prediction an image, in order
   */
  public static List<Prediction> predict(TransferModel model, ImageSet images, TestTime looks) {
    return LeavingOut.of(images, set -> Answering.predicted(model, set, looks));
  }

  /**
   * Predicts the class of one image file.
   *
   * @param model unchanged
   * @param image a file
   * @return the prediction
   */
  public static Prediction predict(TransferModel model, Path image) {
    return predict(model, List.of(image)).get(0);
  }

  /**
   * Predicts the class of each image file, batch by batch: however many there are, a few are in
   * memory. {@link Unlabelled#of(Path)} takes a folder and leaves out what is no image.
   *
   * @param model unchanged
   * @param images files
   * @return one prediction a file, in order
   * @throws RuntimeException when one is no readable image; the text names it
   */
  public static List<Prediction> predict(TransferModel model, List<Path> images) {
    return images.isEmpty() ? List.of() : predict(model, Unlabelled.of(images));
  }

  /**
   * Predicts the class of an image in memory.
   *
   * @param model unchanged
   * @param image of any type; alpha is laid over white
   * @return the prediction, its image named {@code image}
   */
  public static Prediction predict(TransferModel model, BufferedImage image) {
    return predict(model, Unlabelled.of(image)).get(0);
  }

  /**
   * Predicts the class of an image from the bytes of its file, which are judged as a file is.
   *
   * @param model unchanged
   * @param image a JPEG, PNG or whatever else is read from a file
   * @return the prediction, its image named {@code bytes}
   */
  public static Prediction predict(TransferModel model, byte[] image) {
    return predict(model, Unlabelled.of(image)).get(0);
  }

  /**
   * Predicts the class of an image from a stream of its file's bytes.
   *
   * @param model unchanged
   * @param image read to its end and left open; at most 128 MiB
   * @return the prediction, its image named {@code stream}
   */
  public static Prediction predict(TransferModel model, InputStream image) {
    return predict(model, Unlabelled.of(image)).get(0);
  }

  /**
   * Fetches an image and predicts its class.
   *
   * @param model unchanged
   * @param image as for {@link Unlabelled#of(URI)}; {@code GRAFT_OFFLINE} and proxies are heeded
   * @return the prediction, its image named by the address
   */
  public static Prediction predict(TransferModel model, URI image) {
    return predict(model, Unlabelled.of(image)).get(0);
  }

  /**
   * Fetches an image and predicts its class.
   *
   * @param model unchanged
   * @param image as for {@link #predict(TransferModel, URI)}
   * @return the prediction
   */
  public static Prediction predict(TransferModel model, URL image) {
    return predict(model, URI.create(image.toExternalForm()));
  }

  /**
   * Predicts the class of each text.
   *
   * @param model unchanged
   * @param texts of any classes; their labels are not used
   * @return one prediction a text, in order
   */
  public static List<Prediction> predict(TransferModel model, TextSet texts) {
    return Answering.predicted(model, texts);
  }

  /**
   * Predicts the class of a text.
   *
   * @param model unchanged
   * @param text at least a word
   * @return the prediction, its input named by the text
   */
  public static Prediction predict(TransferModel model, String text) {
    return predict(model, TextSet.unlabelled(List.of(text))).get(0);
  }

  /**
   * Predicts the classes of several texts.
   *
   * @param model unchanged
   * @param first text
   * @param second text
   * @param more texts
   * @return one prediction a text, in order, its input named by the text
   */
  public static List<Prediction> predict(
      TransferModel model, String first, String second, String... more) {
    List<String> all = new ArrayList<>(List.of(first, second));
    all.addAll(List.of(more));
    return predict(model, TextSet.unlabelled(all));
  }

  /**
   * Estimates the numbers of each image.
   *
   * @param model unchanged; its head is a {@link Head#regressor}
   * @param images of any classes; their labels and numbers are not used
   * @return one estimate an image, in order
   */
  public static List<Estimate> estimate(TransferModel model, ImageSet images) {
    return LeavingOut.of(images, set -> Measuring.estimated(model, set));
  }

  /**
   * Estimates the numbers of one image file.
   *
   * @param model unchanged; its head is a {@link Head#regressor}
   * @param image a file
   * @return the estimate
   */
  public static Estimate estimate(TransferModel model, Path image) {
    return estimate(model, Unlabelled.of(List.of(image))).get(0);
  }

  /**
   * Estimates the numbers of each text.
   *
   * @param model unchanged; its head is a {@link Head#regressor}
   * @param texts of any classes; their labels and numbers are not used
   * @return one estimate a text, in order
   */
  public static List<Estimate> estimate(TransferModel model, TextSet texts) {
    return Measuring.estimated(model, texts);
  }

  /**
   * Estimates the numbers of a text.
   *
   * @param model unchanged; its head is a {@link Head#regressor}
   * @param text at least a word
   * @return the estimate
   */
  public static Estimate estimate(TransferModel model, String text) {
    return estimate(model, TextSet.unlabelled(List.of(text))).get(0);
  }

  /**
   * Gives each image its tags.
   *
   * @param model unchanged; its head is a {@link Head#multiLabel}
   * @param images of any classes; their labels and tags are not used
   * @return tags and probabilities of each image, in order
   */
  public static List<Tagged> tag(TransferModel model, ImageSet images) {
    return LeavingOut.of(images, set -> Tagging.tagged(model, set));
  }

  /**
   * Gives one image file its tags.
   *
   * @param model unchanged; its head is a {@link Head#multiLabel}
   * @param image a file
   * @return its tags and probabilities
   */
  public static Tagged tag(TransferModel model, Path image) {
    return tag(model, Unlabelled.of(List.of(image))).get(0);
  }

  /**
   * Gives each text its tags.
   *
   * @param model unchanged; its head is a {@link Head#multiLabel}
   * @param texts of any classes; their labels and tags are not used
   * @return tags and probabilities of each text, in order
   */
  public static List<Tagged> tag(TransferModel model, TextSet texts) {
    return Tagging.tagged(model, texts);
  }

  /**
   * Gives a text its tags.
   *
   * @param model unchanged; its head is a {@link Head#multiLabel}
   * @param text at least a word
   * @return its tags and probabilities
   */
  public static Tagged tag(TransferModel model, String text) {
    return tag(model, TextSet.unlabelled(List.of(text))).get(0);
  }

  /**
   * Tells the class of every pixel of each photo, in its own size. A photo whose sides differ from
   * the input's by more than rounding is looked at several times, and each pixel has what was said
   * of it by the look whose centre is nearest.
   *
   * @param model unchanged; its head is a {@link Head#segmenter}
   * @param images of any classes; their labels and masks are not used
   * @return one mask an image, in order: a byte a pixel
   * @throws IllegalArgumentException when one is a strip, longer than 16 times its shorter side
   */
  public static List<Mask> segment(TransferModel model, ImageSet images) {
    return LeavingOut.of(images, set -> Segmenting.segmented(model, set));
  }

  /**
   * Tells the class of every pixel of one photo.
   *
   * @param model unchanged; its head is a {@link Head#segmenter}
   * @param image a file
   * @return the mask, as large as the photo
   */
  public static Mask segment(TransferModel model, Path image) {
    return segment(model, Unlabelled.of(List.of(image))).get(0);
  }

  /**
   * Tells the class of every pixel of a photo in memory.
   *
   * @param model unchanged; its head is a {@link Head#segmenter}
   * @param image of any type; alpha is laid over white
   * @return the mask, as large as the photo
   */
  public static Mask segment(TransferModel model, BufferedImage image) {
    return segment(model, Unlabelled.of(image)).get(0);
  }
}
