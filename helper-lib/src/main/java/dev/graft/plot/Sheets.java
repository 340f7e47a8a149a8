package dev.graft.plot;

import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.plot.Sheet.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chooses the photos of a sheet and writes their captions. */
final class Sheets {
  private static final int MOST_MISTAKES = 12;
  private static final int MOST_PREDICTIONS = 24;

  private Sheets() {}

  static Figure samples(ImageSet images, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "count is %d, expected 1 or more", count));
    }
    return LeavingOut.of(images, set -> readable(set, count));
  }

  private static Figure readable(ImageSet images, int count) {
    List<Tile> tiles =
        takingTurns(images, count).stream()
            .map(i -> new Tile(images.image(i), images.classes().get(images.label(i)), ""))
            .toList();
    String title = String.format(Locale.ROOT, "%d of %d images", tiles.size(), images.size());
    return Figure.sheet(title, new Sheet(title, tiles).draw());
  }

  static Figure mistakes(Evaluation evaluation, ImageSet images) {
    checkSame(evaluation, images);
    List<Prediction> mistakes = evaluation.mistakes();
    List<Prediction> shown = mistakes.subList(0, Math.min(MOST_MISTAKES, mistakes.size()));
    String title =
        mistakes.isEmpty()
            ? String.format(Locale.ROOT, "No mistakes: all %d images right", evaluation.size())
            : String.format(
                Locale.ROOT,
                "%d of %d mistakes, most confident first",
                shown.size(),
                mistakes.size());
    boolean all = evaluation.size() == images.size();
    List<Tile> tiles =
        shown.stream()
            .map(
                m ->
                    new Tile(images.image(all ? m.index() : place(m, images)), m.label(), taken(m)))
            .toList();
    return Figure.sheet(title, new Sheet(title, tiles).draw());
  }

  static Figure predictions(List<Prediction> predictions, ImageSet images) {
    predictions.forEach(prediction -> checkOf(prediction, images));
    List<Prediction> shown = predictions.subList(0, Math.min(MOST_PREDICTIONS, predictions.size()));
    List<Tile> tiles =
        shown.stream()
            .map(p -> new Tile(images.image(place(p, images)), sure(p), correction(p, images)))
            .toList();
    String title = summary(shown, images);
    return Figure.sheet(title, new Sheet(title, tiles).draw());
  }

  private static String summary(List<Prediction> shown, ImageSet images) {
    boolean unknown = images.classes().equals(List.of(""));
    long right = shown.stream().filter(p -> correction(p, images).isEmpty()).count();
    return unknown
        ? String.format(Locale.ROOT, "%d predictions", shown.size())
        : String.format(Locale.ROOT, "%d of %d predictions are right", right, shown.size());
  }

  private static String sure(Prediction prediction) {
    return String.format(
        Locale.ROOT, "%s, %.0f %%", prediction.predicted(), 100 * prediction.confidence());
  }

  /** Empty where the prediction is right or nobody knows. */
  private static String correction(Prediction prediction, ImageSet images) {
    String truth = images.classes().get(images.label(place(prediction, images)));
    return truth.isEmpty() || truth.equals(prediction.predicted()) ? "" : "is " + truth;
  }

  /**
   * Where the image stands in the set, −1 where it does not: behind its own index where images
   * before it turned out unreadable and were left out of what was predicted.
   */
  private static int place(Prediction prediction, ImageSet images) {
    for (int i = prediction.index(); i < images.size(); i++) {
      if (images.id(i).equals(prediction.image())) {
        return i;
      }
    }
    return -1;
  }

  private static void checkOf(Prediction prediction, ImageSet images) {
    if (place(prediction, images) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "prediction is of \"%s\", which is not image %d of the set; pass the set that"
                  + " was predicted",
              prediction.image(),
              prediction.index()));
    }
  }

  private static String taken(Prediction mistake) {
    return String.format(
        Locale.ROOT, "taken for %s, %.0f %%", mistake.predicted(), 100 * mistake.confidence());
  }

  private static void checkSame(Evaluation evaluation, ImageSet images) {
    boolean fewer =
        evaluation.size() < images.size()
            && evaluation.predictions().stream().allMatch(p -> place(p, images) >= 0);
    if (evaluation.size() != images.size() && !fewer) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "evaluation is of %d images, the set has %d; pass the set that was evaluated",
              evaluation.size(),
              images.size()));
    }
  }

  /** One image of each class in turn, each class's images evenly apart. */
  static List<Integer> takingTurns(ImageSet images, int count) {
    List<List<Integer>> members = new ArrayList<>();
    images.classes().forEach(name -> members.add(new ArrayList<>()));
    for (int i = 0; i < images.size(); i++) {
      members.get(images.label(i)).add(i);
    }
    int turns = (count + members.size() - 1) / members.size();
    List<Integer> chosen = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      for (List<Integer> one : members) {
        int taken = Math.min(turns, one.size());
        if (turn < taken && chosen.size() < count) {
          chosen.add(one.get((int) ((long) turn * one.size() / taken)));
        }
      }
    }
    return chosen;
  }
}
