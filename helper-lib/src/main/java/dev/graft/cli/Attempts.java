package dev.graft.cli;

import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.Pretrained;
import dev.graft.TextEncoder;
import dev.graft.TransferModel;
import dev.graft.audit.Audit;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.train.Schedule;
import dev.graft.weights.DownloadException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes the best model that the time allows: a head that is solved, at once; one that learns from
 * many views; then the last blocks of the network. What validation says is worth it stays.
 */
final class Attempts {
  static final double SHARE_OF_THE_PACE = 0.15;
  private static final double SHARE_OF_A_PASS = 0.4;
  static final double SHARE_OF_THE_HEAD = 0.4;
  static final double SHARE_OF_THE_SEARCH = 0.5;

  /** What has seen less of the examples says little about all of them. */
  static final double LEAST_SHARE = 0.2;

  private final Budget budget;
  private final TrainSettings settings;
  private final Consumer<String> said;
  private final List<Attempt> made = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Material material;
  private Optional<Audit> audit = Optional.empty();
  private Attempt best;
  private Pretrained chosen;
  private double pace;

  Attempts(Material material, Budget budget, TrainSettings settings, Consumer<String> said) {
    this.material = material;
    this.budget = budget;
    this.settings = settings;
    this.said = said;
  }

  /** Solves a head on each network, and stays with the best of them. */
  Attempts begin() {
    for (Pretrained backbone : settings.backbones(material)) {
      solved(backbone);
    }
    return this;
  }

  private void solved(Pretrained backbone) {
    TransferModel model;
    try {
      model = fresh(backbone);
    } catch (DownloadException e) {
      if (best == null || settings.named()) {
        throw e;
      }
      skip(backbone.name(), "its weights are not here");
      return;
    }
    double each = material.pace(model, SHARE_OF_THE_PACE * budget.left());
    if (best == null) {
      begin(model, each);
    }
    // a slower network looks at as many as the time allows
    Material its =
        best == null
            ? material
            : material.atMost(examples(budget.left(), each, best.validation().size()));
    if (its.size() < LEAST_SHARE * material.size()) {
      model.close();
      skip(
          "solved head on " + backbone.name(),
          String.format(Locale.ROOT, "a pass would take %.0f s", each * material.size()));
      return;
    }
    double before = pace;
    pace = each;
    Attempt attempt =
        attempt(
            "solved head",
            backbone,
            "linear classifier at its optimum, strength of its regularization by folds"
                + (its == material ? "" : ", from " + part(its)),
            model,
            () -> {
              its.solve(model);
              return Optional.empty();
            });
    if (!keep(attempt)) {
      pace = before;
      return;
    }
    chosen = backbone;
    if (its != material) {
      note(
          String.format(Locale.ROOT, "%s learns from %s from here on", backbone.name(), part(its)));
      material = its;
    }
  }

  /** How many examples a pass looks at in the share of the seconds left that a head may take. */
  static int examples(double left, double each, int judged) {
    return (int) Math.max(1, SHARE_OF_THE_HEAD * left / each - judged);
  }

  private String part(Material its) {
    return String.format(
        Locale.ROOT, "%,d of %,d %s", its.size(), material.size(), material.noun());
  }

  /** Audits what is learned from, and leaves some of it where one look at all takes too long. */
  private void begin(TransferModel model, double each) {
    int most = (int) Math.max(64, SHARE_OF_A_PASS * budget.left() / each);
    if (most < material.size()) {
      said.accept(
          note(
              String.format(
                  Locale.ROOT,
                  "%,d of %,d %s are learned from: one look at each takes %.0f ms here; --minutes says how long it may take",
                  most,
                  material.size(),
                  material.noun(),
                  1e3 * each)));
      material = material.atMost(most);
    }
    audit = Optional.of(material.audit(model));
    said.accept(audit.get().toString());
    int before = material.size();
    material = material.withoutCopies(audit.get());
    if (material.size() < before) {
      note(
          String.format(
              Locale.ROOT,
              "%d copies of %s were left out",
              before - material.size(),
              material.noun()));
    }
  }

  FineTune how(int epochs, double rate) {
    return FineTune.epochs(epochs)
        .learningRate(rate)
        .schedule(Schedule.cosine())
        .seed(settings.seed())
        .keepBest()
        .stopWhen(history -> budget.over());
  }

  TransferModel fresh(Pretrained backbone) {
    TransferModel model = loaded(backbone);
    replaceHead(model, Head.classifier(material.classes()).dropout(0.2).seed(settings.seed()));
    freeze(model);
    return model;
  }

  private TransferModel loaded(Pretrained backbone) {
    if (backbone instanceof TextEncoder encoder) {
      return settings.engine().map(encoder::on).orElse(encoder).load();
    }
    Backbone images = (Backbone) backbone;
    return settings.engine().map(images::on).orElse(images).load();
  }

  Attempt attempt(
      String name,
      Pretrained backbone,
      String how,
      TransferModel model,
      Supplier<Optional<History>> work) {
    double start = budget.spent();
    Optional<History> history = work.get();
    var validation = material.validation(model);
    return new Attempt(
        name, backbone.name(), how, model, validation, history, budget.spent() - start);
  }

  /** Keeps an attempt if it is the best so far; the other's network is closed. */
  boolean keep(Attempt attempt) {
    made.add(attempt);
    said.accept(attempt.toString());
    boolean better = best == null || attempt.betterThan(best);
    Attempt other = better ? best : attempt;
    if (other != null) {
      other.close();
    }
    best = better ? attempt : best;
    return better;
  }

  void skip(String what, String why) {
    said.accept(
        note(
            String.format(
                Locale.ROOT, "not tried: %s (%s, %.0f s are left)", what, why, budget.left())));
  }

  String note(String line) {
    notes.add(line);
    return line;
  }

  /** Seconds that the chosen network takes for a look at an example, frozen. */
  double pace() {
    return pace;
  }

  void pace(double seconds) {
    pace = seconds;
  }

  Pretrained chosen() {
    return chosen;
  }

  Budget budget() {
    return budget;
  }

  TrainSettings settings() {
    return settings;
  }

  Attempt best() {
    return best;
  }

  List<Attempt> made() {
    return made;
  }

  List<String> notes() {
    return notes;
  }

  Material material() {
    return material;
  }

  Audit audit() {
    return audit.orElseThrow();
  }
}
