package dev.graft;

import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.data.TextSet;
import dev.graft.data.Unlabelled;
import dev.graft.evaluate.Features;
import dev.graft.graph.Graph;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/** The verbs that look into a model: where it looks, and what its layers make of images. */
abstract class Looking extends Predicting {
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
   * Asks where the evidence for a class lies, on the backbone's last map.
   *
   * @param model unchanged
   * @param image a file
   * @param name of the class, such as the one predicted
   * @return the evidence, by the map's pixels
   * @throws IllegalArgumentException if there is no such class, or the backbone ends in no map
   */
  public static GradCam gradCam(TransferModel model, Path image, String name) {
    return gradCam(model, image, name, "");
  }

  /**
   * Asks where the evidence for a class lies on a layer's map.
   *
   * @param model unchanged
   * @param image a file
   * @param name of the class
   * @param layer a stage ({@code block5.2}), a group of stages ({@code block5}) or a node; earlier
   *     maps are finer, and say less of the class
   * @return the evidence, by the map's pixels
   * @throws IllegalArgumentException if there is no such class or layer, or it gives no map
   */
  public static GradCam gradCam(TransferModel model, Path image, String name, String layer) {
    return ClassMap.of(model, Unlabelled.of(List.of(image)), name, layer);
  }

  /**
   * Asks where the evidence for a class lies in an image in memory.
   *
   * @param model unchanged
   * @param image of any type; alpha is laid over white
   * @param name of the class
   * @return as {@link #gradCam(TransferModel, Path, String)}
   */
  public static GradCam gradCam(TransferModel model, BufferedImage image, String name) {
    return ClassMap.of(model, Unlabelled.of(image), name, "");
  }

  /**
   * Asks which words speak for a class: erases one after the other, and watches how far the
   * probability falls.
   *
   * @param model unchanged
   * @param text at least a word; a pass through the network for each of its words
   * @param name of the class to watch, such as the one predicted
   * @return the falls, by word
   * @throws IllegalArgumentException if there is no such class, or the model sees photos
   */
  public static WordOcclusion occlusion(TransferModel model, String text, String name) {
    return WordOcclusion.of(model, text, name);
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
   * Extracts features of texts: the vector that the encoder makes of each.
   *
   * @param model unchanged
   * @param texts read in order
   * @return one vector a text
   */
  public static Features extractFeatures(TransferModel model, TextSet texts) {
    ModelState now = model.state();
    return Extraction.features(now, model.engine(), texts, now.backbone().body(), "");
  }

  /**
   * Extracts features of texts at an earlier layer.
   *
   * @param model unchanged
   * @param texts read in order
   * @param layer such as {@code block3}
   * @return one vector a text, averaged over its tokens
   */
  public static Features extractFeatures(TransferModel model, TextSet texts, String layer) {
    ModelState now = model.state();
    return Extraction.features(now, model.engine(), texts, now.graph().until(layer), layer);
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
