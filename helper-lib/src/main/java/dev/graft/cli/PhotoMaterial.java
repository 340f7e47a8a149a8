package dev.graft.cli;

import dev.graft.Backbone;
import dev.graft.Pretrained;
import dev.graft.Search;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.Trials;
import dev.graft.audit.Audit;
import dev.graft.audit.Finding;
import dev.graft.data.Augmentation;
import dev.graft.data.ImageSet;
import dev.graft.data.Splits;
import dev.graft.data.TrainingSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Trust;
import dev.graft.page.Page;
import dev.graft.plot.Plots;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Photos of classes.
 *
 * @param whole as they were found
 * @param train those to learn from, perhaps not all
 * @param validation those that choices are made by
 */
record PhotoMaterial(Splits whole, ImageSet train, ImageSet validation) implements Material {
  private static final int SHOWN = 8;
  private static final int MOST_LOOKED_AT = 3;

  static PhotoMaterial of(Splits splits) {
    return new PhotoMaterial(splits, splits.train(), splits.validation());
  }

  /** Some of those to learn from are set aside to choose by. */
  static PhotoMaterial of(Splits whole, Splits own) {
    return new PhotoMaterial(whole, own.train(), own.validation());
  }

  @Override
  public String noun() {
    return "photos";
  }

  @Override
  public int size() {
    return train.size();
  }

  @Override
  public List<String> classes() {
    return train.classes();
  }

  @Override
  public Table counts() {
    return whole.counts();
  }

  @Override
  public Table rejected() {
    return whole.rejected();
  }

  @Override
  public List<Pretrained> backbones() {
    return List.of(Backbone.EFFICIENTNET_LITE0);
  }

  @Override
  public double pace(TransferModel model, double limit) {
    return Pace.of(
        size(), limit, n -> Transfer.extractFeatures(model, train.take(n, Pace.SEED)).size());
  }

  @Override
  public Material atMost(int examples) {
    return examples >= train.size()
        ? this
        : new PhotoMaterial(whole, train.take(examples, Pace.SEED), validation);
  }

  @Override
  public Material sample(int examples) {
    int few = Math.min(JUDGED, validation.size());
    return new PhotoMaterial(
        whole, train.take(Math.min(examples, size()), Pace.SEED), validation.take(few, Pace.SEED));
  }

  @Override
  public Audit audit(TransferModel model) {
    return train.size() < whole.train().size()
        ? Transfer.audit(model, train)
        : Transfer.audit(model, whole);
  }

  @Override
  public Material withoutCopies(Audit audit) {
    List<Finding> copies = audit.findings(Finding.Kind.DUPLICATE);
    ImageSet others = train.without(copies);
    ImageSet held = validation.without(copies);
    return whole(others) && whole(held) ? new PhotoMaterial(whole, others, held) : this;
  }

  /** Drawn pictures may all look alike: a class is not given up for that. */
  private static boolean whole(ImageSet images) {
    return images.size() > 0 && images.counts().intColumn(1).min() > 0;
  }

  @Override
  public void solve(TransferModel model) {
    Transfer.solve(model, train);
  }

  @Override
  public int mostViews() {
    return 8;
  }

  @Override
  public History train(TransferModel model, int views, FineTune how) {
    return Transfer.fineTune(model, seen(views, how.seed()), validation, how);
  }

  @Override
  public Trials search(TransferModel model, int views, Search plan) {
    return Transfer.search(model, seen(views, plan.seed()), validation, plan);
  }

  private TrainingSet seen(int views, long seed) {
    return Transfer.augment(train, Augmentation.randomResizedCrop().flip()).seed(seed).views(views);
  }

  @Override
  public int lastBlocks() {
    return 4;
  }

  @Override
  public int mostBlockEpochs() {
    return 5;
  }

  @Override
  public double blocksRate() {
    return 1e-5;
  }

  @Override
  public Evaluation validation(TransferModel model) {
    return Transfer.evaluate(model, validation);
  }

  @Override
  public Optional<Evaluation> test(TransferModel model) {
    return Optional.ofNullable(whole.parts().get("test"))
        .map(test -> Transfer.evaluate(model, test));
  }

  @Override
  public void samples(Page page) {
    page.show(Plots.samples(train, Math.max(SHOWN, Math.min(24, 2 * classes().size()))));
  }

  @Override
  public void mistakes(Page page, TransferModel model, Evaluation result) {
    page.heading("What it is wrong about");
    if (!result.mistakes().isEmpty()) {
      page.show(Plots.mistakes(result, validation));
    } else {
      page.say("It makes no mistake on the photos that it was validated on.");
    }
    page.heading("Where it looks");
    page.say(
        "Warm is what spoke for the answer. Where a background or a border is warm, the network"
            + " may have learned that in place of the thing.");
    looked(result).forEach(prediction -> where(page, model, prediction));
  }

  private static List<Prediction> looked(Evaluation result) {
    Set<String> seen = new HashSet<>();
    var right =
        result.predictions().stream()
            .filter(one -> one.right() && seen.add(one.label()))
            .limit(MOST_LOOKED_AT);
    return Stream.concat(right, result.mistakes().stream().limit(MOST_LOOKED_AT)).toList();
  }

  private void where(Page page, TransferModel model, Prediction prediction) {
    BufferedImage photo = validation.image(prediction.index());
    String truth = prediction.right() ? "right" : "is " + prediction.label();
    page.say("%s (%s)".formatted(prediction.predicted(), truth));
    page.show(Plots.gradCam(Transfer.gradCam(model, photo, prediction.predicted())));
  }

  @Override
  public Trust calibrate(TransferModel model, double promised) {
    return Transfer.calibrate(
        model, train.take(Math.min(MOST_KNOWN, size()), Pace.SEED), validation, promised);
  }

  @Override
  public double ask(TransferModel model) {
    BufferedImage photo = validation.image(0);
    long start = System.nanoTime();
    Transfer.predict(model, photo);
    return (System.nanoTime() - start) / 1e9;
  }
}
