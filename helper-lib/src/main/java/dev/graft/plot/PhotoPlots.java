package dev.graft.plot;

import dev.graft.GradCam;
import dev.graft.Occlusion;
import dev.graft.audit.Audit;
import dev.graft.data.ImageSet;
import dev.graft.data.InputContract;
import dev.graft.data.Mask;
import dev.graft.data.MaskSet;
import dev.graft.data.Mixing;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import java.util.List;
import java.util.Map;

/** Shows photos: as they are, as a network is fed them, and what it takes them for. */
abstract class PhotoPlots extends TablePlots {
  /**
   * Shows photos with their labels, taking turns among the classes.
   *
   * @param images to choose from
   * @param count at most as many photos
   * @return a sheet
   * @throws IllegalArgumentException if the count is below 1
   */
  public static Figure samples(ImageSet images, int count) {
    return Sheets.samples(images, count);
  }

  /**
   * Shows what an audit found, the photos of a finding side by side: at most four findings a kind,
   * those first that are most certain.
   *
   * @param audit to look at
   * @return a sheet
   */
  public static Figure audit(Audit audit) {
    return AuditSheet.of(audit);
  }

  /**
   * Shows where a model looks: the photo as the network sees it, and beside it in grey, coloured
   * where covering makes the class less probable, or more.
   *
   * @param occlusion to look at
   * @return the figure
   */
  public static Figure occlusion(Occlusion occlusion) {
    return HeatFigure.of(occlusion);
  }

  /**
   * Shows what speaks for a class: the photo as the network sees it, and beside it in grey,
   * coloured where the evidence lies.
   *
   * @param where to look at
   * @return the figure
   */
  public static Figure gradCam(GradCam where) {
    return HeatFigure.of(where);
  }

  /**
   * Shows photos with what a model takes them for and how sure it is, at most 24; where the set
   * knows another class, that is said in red.
   *
   * @param predictions of images of the set
   * @param images the set that was predicted
   * @return a sheet
   * @throws IllegalArgumentException if a prediction is of another set
   */
  public static Figure predictions(List<Prediction> predictions, ImageSet images) {
    return Sheets.predictions(predictions, images);
  }

  /**
   * Shows the wrong predictions, most confident first, at most 12: the photo, what it is, and what
   * it was taken for.
   *
   * @param evaluation to look at
   * @param images the set that was evaluated
   * @return a sheet
   * @throws IllegalArgumentException if the evaluation is of another set
   */
  public static Figure mistakes(Evaluation evaluation, ImageSet images) {
    return Sheets.mistakes(evaluation, images);
  }

  /**
   * Shows photos, each beside its mask laid over it, evenly spread over the set; the classes'
   * colours stand beneath.
   *
   * @param set to choose from
   * @param count at most as many photos
   * @return a sheet
   * @throws IllegalArgumentException if the count is below 1
   */
  public static Figure masks(MaskSet set, int count) {
    return MaskSheet.of(set, count);
  }

  /**
   * Shows what a model says of every pixel of the first photos, at most 8: the photo, its true mask
   * and the one that was given, each laid over it, with the share of right pixels among those that
   * have a class; the classes' colours stand beneath.
   *
   * @param masks as {@code segment} gives them
   * @param set whose images were segmented
   * @return a sheet
   * @throws IllegalArgumentException if there is no mask, or one is of another set
   */
  public static Figure masks(List<Mask> masks, MaskSet set) {
    return MaskSheet.of(masks, set);
  }

  /**
   * Shows what augmentation makes of four photos, six views each.
   *
   * @param training to look at
   * @return a sheet
   */
  public static Figure augmented(TrainingSet training) {
    return Figure.sheet("four photos, six augmented views each", Canvas.of(training.preview(4, 6)));
  }

  /**
   * Shows what mixing makes of six photos in three batches, with the shares of their labels; the
   * first row shows the photos themselves.
   *
   * @param training whose photos are mixed, in their first view
   * @param mixing to look at
   * @return a sheet
   */
  public static Figure mixed(TrainingSet training, Mixing mixing) {
    return MixedSheet.of(training, mixing);
  }

  /**
   * Shows what a network takes a photo for when it is fed in several ways: the values of each way
   * put back into colours as the network's own contract would have made them, cut to 0…255.
   *
   * @param photo set of which the first image is shown
   * @param trained what the network was trained with
   * @param ways names and contracts, one picture each
   * @return a sheet
   * @throws IllegalArgumentException if there is no way
   */
  public static Figure fed(ImageSet photo, InputContract trained, Map<String, InputContract> ways) {
    return FedSheet.of(photo, trained, ways);
  }
}
