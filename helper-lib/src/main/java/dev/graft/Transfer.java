package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.data.NumberSet;
import dev.graft.data.TestTime;
import dev.graft.data.TrainingSet;
import dev.graft.data.Unlabelled;
import dev.graft.evaluate.Comparison;
import dev.graft.evaluate.Estimate;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Features;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Regression;
import dev.graft.graph.Graph;
import dev.graft.graph.Layers;
import dev.graft.train.FineTune;
import dev.graft.train.Gradual;
import dev.graft.train.History;
import dev.graft.train.LearningRates;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * The verbs, imported into every notebook.
 *
 * <pre>{@code
 * var model = Backbone.EFFICIENTNET_LITE0.load();
 * replaceHead(model, Head.classifier(data.classes()).dropout(0.2));
 * freeze(model);
 * var train = augment(data.train(), Augmentation.flip().rotate(15));
 * var history = fineTune(model, train, data.validation(), FineTune.epochs(5));
 * var result = evaluate(model, data.validation());
 * }</pre>
 *
 * <p>Verbs declare, so running a cell again changes nothing; only {@link #fineTune} accumulates.
 */
public final class Transfer {
  private Transfer() {}

  /**
   * Freezes the whole backbone: its parameters, statistics and dropout stay as they are, bit for
   * bit. The head goes on learning.
   *
   * @param model changed
   */
  public static void freeze(TransferModel model) {
    freeze(model, Layers.all());
  }

  /**
   * Freezes some layers; the others stay as they are.
   *
   * @param model changed
   * @param layers which
   */
  public static void freeze(TransferModel model, Layers layers) {
    Surgery.freeze(model, layers);
  }

  /**
   * Lets some layers learn; the others stay as they are. Batch normalizations among them keep their
   * stored statistics unless {@link FineTune#statistics} says otherwise.
   *
   * @param model changed
   * @param layers which
   * @throws IllegalArgumentException when an ONNX or DJL model is among them, which never learns
   */
  public static void unfreeze(TransferModel model, Layers layers) {
    Surgery.unfreeze(model, layers);
  }

  /**
   * Puts a fresh head on the backbone, its weights drawn from the head's seed.
   *
   * @param model changed
   * @param head what comes in place of the present one
   */
  public static void replaceHead(TransferModel model, Head head) {
    Surgery.replaceHead(model, head);
  }

  /**
   * Shows the network smaller or larger images: small ones train faster, larger ones tell more
   * (progressive resizing). Weights, head and what is frozen stay; features are cached for each
   * size.
   *
   * @param model changed
   * @param pixels side of the square, at least 32
   * @throws IllegalArgumentException when the backbone has one size only, or the head is flattened
   *     and so fits no other
   */
  public static void resize(TransferModel model, int pixels) {
    model.life().change("resize", now -> now.size(pixels));
  }

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
   * Trains what is not frozen to answer with numbers.
   *
   * @param model changed; its head is a {@link Head#regressor}
   * @param training augmented images with numbers
   * @param validation images with the same numbers, never augmented
   * @param options how, as for {@link #fineTune(TransferModel, TrainingSet, ImageSet, FineTune)}
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
   * Measures a model that answers with numbers.
   *
   * @param model unchanged
   * @param images with the model's numbers, not augmented
   * @return errors, R² and residuals
   */
  public static Regression evaluate(TransferModel model, NumberSet images) {
    return LeavingOut.of(images.images(), set -> Answering.measured(model, set));
  }

  /**
   * Estimates the numbers of each image.
   *
   * @param model unchanged; its head is a {@link Head#regressor}
   * @param images of any classes; their labels and numbers are not used
   * @return one estimate an image, in order
   */
  public static List<Estimate> estimate(TransferModel model, ImageSet images) {
    return LeavingOut.of(images, set -> Answering.estimated(model, set));
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
   * Trains what is not frozen. Interrupting the thread ends it within one batch and keeps what was
   * learned.
   *
   * <p>What the frozen layers make of an image is computed once for each view and cached, in files
   * that outlive the process ({@link FeatureCache}).
   *
   * @param model changed
   * @param training augmented images
   * @param validation images of the same classes, never augmented
   * @param options how
   * @return one stage of history
   */
  public static History fineTune(
      TransferModel model, TrainingSet training, ImageSet validation, FineTune options) {
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
   * @param training augmented images; the next training is to see the same
   * @param validation images of the same classes, never augmented
   * @param options how
   * @param next layers that will be unfrozen before the next training
   * @return one stage of history
   */
  public static History fineTune(
      TransferModel model,
      TrainingSet training,
      ImageSet validation,
      FineTune options,
      Layers next) {
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
   * @param training augmented images
   * @param validation images of the same classes, never augmented
   * @param plan layers and options of each stage
   * @return the history of all stages
   * @throws IllegalArgumentException when the plan has no stage, or names layers that are not there
   */
  public static History fineTune(
      TransferModel model, TrainingSet training, ImageSet validation, Gradual plan) {
    return Training.leavingOut(
        model, training, validation, plan.checkpoints(), now -> now.as(plan));
  }

  /**
   * Tries learning rates from 1e-7 to 10 on a copy of what is not frozen, a batch each, and watches
   * the loss. The model stays as it is, bit for bit.
   *
   * @param model unchanged
   * @param training augmented images
   * @param options how, but for learning rate and schedule
   * @return the losses by rate, and a suggestion
   */
  public static LearningRates findLearningRate(
      TransferModel model, TrainingSet training, FineTune options) {
    return LeavingOut.of(training, images -> Training.rates(model, images, options));
  }

  /**
   * Trains copies of a model by different settings and compares them. Each begins with a fresh head
   * like the model's; what frozen layers make of an image is computed once for all. The model stays
   * as it is.
   *
   * @param model unchanged; the trials are on its engine
   * @param training augmented images
   * @param validation images of the same classes, never augmented
   * @param plan what to try
   * @return the trials, the best first
   * @throws SearchInterruptedException when the thread was interrupted, within one batch
   * @throws IllegalArgumentException when the journal is of another search
   */
  public static Trials search(
      TransferModel model, TrainingSet training, ImageSet validation, Search plan) {
    return SearchRun.of(model, training, validation, plan);
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
   * Asks where a model looks: covers one part of a photo after the other with a grey patch, and
   * watches how far the probability of a class falls. 196 passes through the network, a batch at a
   * time.
   *
   * @param model unchanged
   * @param image a file
   * @param name of the class to watch, such as the one predicted
   * @return the falls, by where the patch lies
   * @throws IllegalArgumentException if there is no such class
   * @throws java.util.concurrent.CancellationException when the thread was interrupted, within one
   *     batch
   */
  public static Occlusion occlusion(TransferModel model, Path image, String name) {
    return Covering.of(model, Unlabelled.of(List.of(image)), name);
  }

  /**
   * Asks where a model looks at an image in memory.
   *
   * @param model unchanged
   * @param image of any type; alpha is laid over white
   * @param name of the class to watch
   * @return as {@link #occlusion(TransferModel, Path, String)}
   */
  public static Occlusion occlusion(TransferModel model, BufferedImage image, String name) {
    return Covering.of(model, Unlabelled.of(image), name);
  }

  /**
   * Extracts features: what the backbone makes of each image, averaged over its pixels.
   *
   * @param model unchanged
   * @param images read in order
   * @return one vector an image
   */
  public static Features extractFeatures(TransferModel model, ImageSet images) {
    ModelState now = model.state();
    Graph body = now.backbone().body();
    return LeavingOut.of(images, set -> Extraction.features(now, model.engine(), set, body, ""));
  }

  /**
   * Extracts features at an earlier layer.
   *
   * @param model unchanged
   * @param images read in order
   * @param layer a stage ({@code block5.2}), a group of stages ({@code block5}) or a node
   * @return one vector an image, averaged over its pixels
   */
  public static Features extractFeatures(TransferModel model, ImageSet images, String layer) {
    ModelState now = model.state();
    Graph body = now.graph().until(layer);
    return LeavingOut.of(images, set -> Extraction.features(now, model.engine(), set, body, layer));
  }
}
