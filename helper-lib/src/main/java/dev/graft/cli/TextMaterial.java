package dev.graft.cli;

import dev.graft.Backbone;
import dev.graft.Pretrained;
import dev.graft.Search;
import dev.graft.Transfer;
import dev.graft.TransferModel;
import dev.graft.Trials;
import dev.graft.WordOcclusion;
import dev.graft.audit.Audit;
import dev.graft.data.Suspect;
import dev.graft.data.TextSet;
import dev.graft.evaluate.Evaluation;
import dev.graft.evaluate.Prediction;
import dev.graft.evaluate.Trust;
import dev.graft.page.Page;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Texts of classes.
 *
 * @param train those to learn from
 * @param validation those that choices are made by
 * @param test those that nothing is chosen by
 */
record TextMaterial(TextSet train, TextSet validation, Optional<TextSet> test) implements Material {
  private static final int SHOWN = 10;
  private static final int LONGEST = 160;

  @Override
  public String noun() {
    return "texts";
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
    return train.counts();
  }

  @Override
  public Table rejected() {
    return train.rejected();
  }

  @Override
  public List<Pretrained> backbones() {
    return List.of(Backbone.MINILM_L6, Backbone.E5_SMALL);
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
        : new TextMaterial(train.take(examples, Pace.SEED), validation, test);
  }

  @Override
  public Material sample(int examples) {
    int few = Math.min(JUDGED, validation.size());
    return new TextMaterial(
        train.take(Math.min(examples, size()), Pace.SEED),
        validation.take(few, Pace.SEED),
        Optional.empty());
  }

  @Override
  public Audit audit(TransferModel model) {
    return Transfer.audit(model, train);
  }

  /** Copies within what is learned from do no harm; what is also asked does. */
  @Override
  public Material withoutCopies(Audit audit) {
    Set<String> asked = new HashSet<>(all(validation));
    test.ifPresent(texts -> asked.addAll(all(texts)));
    List<String> gone =
        IntStream.range(0, size())
            .filter(i -> asked.contains(train.text(i)))
            .mapToObj(train::id)
            .toList();
    Suspect copies = () -> gone;
    return gone.isEmpty()
        ? this
        : new TextMaterial(train.without(List.of(copies)), validation, test);
  }

  private static List<String> all(TextSet texts) {
    return IntStream.range(0, texts.size()).mapToObj(texts::text).toList();
  }

  @Override
  public void solve(TransferModel model) {
    Transfer.solve(model, train);
  }

  @Override
  public int mostViews() {
    return 1;
  }

  @Override
  public History train(TransferModel model, int views, FineTune how) {
    return Transfer.fineTune(model, train, validation, how);
  }

  @Override
  public Trials search(TransferModel model, int views, Search plan) {
    return Transfer.search(model, train, validation, plan);
  }

  @Override
  public int lastBlocks() {
    return 2;
  }

  @Override
  public int mostBlockEpochs() {
    return 2;
  }

  @Override
  public double blocksRate() {
    return 1e-4;
  }

  @Override
  public Evaluation validation(TransferModel model) {
    return Transfer.evaluate(model, validation);
  }

  @Override
  public Optional<Evaluation> test(TransferModel model) {
    return test.map(texts -> Transfer.evaluate(model, texts));
  }

  @Override
  public void samples(Page page) {
    StringColumn label = StringColumn.create("class");
    StringColumn text = StringColumn.create("text");
    for (int i = 0; i < Math.min(SHOWN, train.size()); i++) {
      label.append(classes().get(train.label(i)));
      text.append(cut(train.text(i)));
    }
    page.show(Table.create("texts", label, text));
  }

  @Override
  public void mistakes(Page page, TransferModel model, Evaluation result) {
    page.heading("What it is wrong about");
    StringColumn label = StringColumn.create("is");
    StringColumn taken = StringColumn.create("taken for");
    DoubleColumn sure = DoubleColumn.create("sure");
    StringColumn text = StringColumn.create("text");
    for (Prediction one : result.mistakes().stream().limit(SHOWN).toList()) {
      label.append(one.label());
      taken.append(one.predicted());
      sure.append(one.confidence());
      text.append(cut(validation.text(one.index())));
    }
    page.show(Table.create("mistakes", label, taken, sure, text));
    page.heading("Which words spoke for the answer");
    page.say("How much less sure the network is without each word; below 0 it is surer.");
    result.mistakes().stream().limit(2).forEach(one -> words(page, model, one));
  }

  private void words(Page page, TransferModel model, Prediction one) {
    String text = validation.text(one.index());
    if (TextSet.words(text).size() > 30) {
      return;
    }
    WordOcclusion seen = Transfer.occlusion(model, text, one.predicted());
    DoubleColumn falls = DoubleColumn.create(one.predicted());
    for (double fall : seen.falls()) {
      falls.append(fall);
    }
    page.show(Table.create("words", StringColumn.create("word", seen.words()), falls));
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
  }

  @Override
  public Trust calibrate(TransferModel model, double promised) {
    return Transfer.calibrate(
        model, train.take(Math.min(MOST_KNOWN, size()), Pace.SEED), validation, promised);
  }

  @Override
  public double ask(TransferModel model) {
    String text = validation.text(0);
    long start = System.nanoTime();
    Transfer.predict(model, text);
    return (System.nanoTime() - start) / 1e9;
  }
}
