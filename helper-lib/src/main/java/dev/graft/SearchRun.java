package dev.graft;

import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.data.Randomness;
import dev.graft.data.TrainingSet;
import dev.graft.graph.Layers;
import dev.graft.progress.Progress;
import dev.graft.train.FineTune;
import dev.graft.train.History;
import dev.graft.train.TrainingDivergedException;
import dev.graft.train.TrainingInterruptedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Trains one trial after another, each on a model of its own; what frozen layers make of images
 * they share.
 */
final class SearchRun {
  private static final double TRAIN_SHARE = 0.8;

  private final TransferModel model;
  private final Head head;
  private final Search search;
  private final List<Pair> pairs;
  private final Optional<SearchJournal> journal;
  private final Map<Pretrained, ModelState> loaded = new HashMap<>();
  private final Map<Integer, Trial> finished = new HashMap<>();

  /** What one training of a trial sees. */
  private record Pair(Epochs training, Dataset validation, int number) {}

  private SearchRun(
      TransferModel model,
      Epochs training,
      Dataset validation,
      Search search,
      Optional<SearchJournal> journal) {
    this.model = model;
    this.search = search;
    this.journal = journal;
    ModelState state = model.state();
    this.head = state.head().orElseGet(() -> HeadFit.fresh(training.dataset()));
    this.pairs = pairs(training, validation);
  }

  static Trials of(TransferModel model, Epochs training, Dataset validation, Search search) {
    if (model.state().head().isPresent()) {
      HeadFit.require(model.state(), training.dataset());
      HeadFit.require(model.state(), validation);
    }
    requireBlocks(model, search);
    // the journal is of the images that were given, whichever of them turn out unreadable
    Optional<SearchJournal> journal =
        search.journal().map(file -> SearchJournal.open(file, search, model, training, validation));
    if (!(training instanceof TrainingSet photos && validation instanceof ImageSet judges)) {
      return new SearchRun(model, training, validation, search, journal).run();
    }
    return LeavingOut.of(
        photos,
        judges,
        (images, held) -> new SearchRun(model, images, held, search, journal).run());
  }

  /** Refuses at once what would end a search in the middle. */
  private static void requireBlocks(TransferModel model, Search search) {
    int most = search.space().blocks().map(range -> (int) range.high()).orElse(0);
    if (most > 0 && search.space().backbones().isEmpty()) {
      Surgery.requireLearners(model.graph(), Layers.last(most));
      Layers.last(most).in(model.graph());
    } else if (most > 0) {
      search.space().backbones().forEach(backbone -> Layers.last(most).in(backbone.graph()));
    }
  }

  private List<Pair> pairs(Epochs training, Dataset validation) {
    int times = search.judging().times();
    return switch (search.judging().kind()) {
      case VALIDATION -> List.of(new Pair(training, validation, 0));
      case FOLDS ->
          training.folded(times, search.seed()).stream().map(halves -> pair(halves, 0)).toList();
      case SPLITS ->
          IntStream.range(0, times)
              .mapToObj(i -> pair(training.halved(TRAIN_SHARE, search.seed() + i), i))
              .toList();
    };
  }

  private static Pair pair(Epochs.Halves halves, int number) {
    return new Pair(halves.training(), halves.validation(), number);
  }

  private Trials run() {
    List<Search.Rung> rungs = search.rungs();
    List<Trial> going = IntStream.range(0, search.trials()).mapToObj(this::drawn).toList();
    int all = rungs.stream().mapToInt(Search.Rung::trials).sum();
    long start = System.nanoTime();
    try (Progress progress = Progress.start("searching", all)) {
      for (Search.Rung rung : rungs) {
        List<Trial> judged = new ArrayList<>();
        for (Trial trial : going.subList(0, rung.trials())) {
          judged.add(judge(trial.epochs(rung.epochs())));
          progress.step(1, "best " + trials().best().figure());
        }
        going = judged.stream().sorted(Trial.BEST_FIRST).toList();
      }
      progress.keep(
          String.format(
              Locale.ROOT,
              "%d trials in %.1f s: best validation %s",
              search.trials(),
              (System.nanoTime() - start) / 1e9,
              trials().best().figure()));
    } catch (TrainingInterruptedException e) {
      throw interrupted();
    }
    return trials();
  }

  private SearchInterruptedException interrupted() {
    String kept =
        search
            .journal()
            .map(file -> "they are kept in " + file + ": the same call goes on")
            .orElse("Search.journal(path) would keep them");
    return new SearchInterruptedException(
        String.format(
            Locale.ROOT,
            "interrupted after %d of %d trials; %s",
            finished.size(),
            search.trials(),
            kept),
        trials());
  }

  private Trials trials() {
    return new Trials(search, List.copyOf(finished.values()));
  }

  /** Draws a setting; each of its parts depends on the seed and the number alone. */
  private Trial drawn(int index) {
    SearchSpace space = search.space();
    FineTune options = search.options();
    int number = index + 1;
    if (space.learningRate().isPresent()) {
      double share = share("learning rate", number);
      options = options.learningRate(space.learningRate().get().logarithmicAt(share));
    }
    if (!space.batchSizes().isEmpty()) {
      options = options.batchSize(choice(space.batchSizes(), "batch size", number));
    }
    if (space.weightDecay().isPresent()) {
      double share = share("weight decay", number);
      options = options.weightDecay(space.weightDecay().get().logarithmicAt(share));
    }
    Head its = space.dropout().map(r -> dropout(head, r.at(share("dropout", number)))).orElse(head);
    int blocks = space.blocks().map(r -> r.wholeAt(share("blocks", number))).orElse(0);
    Pretrained backbone =
        space.backbones().isEmpty()
            ? own(model.state().backbone())
            : choice(space.backbones(), "backbone", number);
    return new Trial(number, backbone, blocks, its, options, Double.NaN, Double.NaN);
  }

  private Pretrained own(Blueprint backbone) {
    if (backbone instanceof OwnTexts) {
      throw new IllegalArgumentException(
          backbone.name() + " was read from a file; a search wants networks of the catalogue");
    }
    return backbone instanceof TextArchitecture texts
        ? new TextEncoder(texts, model.engine())
        : new Backbone((Architecture) backbone, model.engine());
  }

  private double share(String what, int number) {
    return Randomness.of(search.seed(), "search", what, number).nextDouble();
  }

  private <T> T choice(List<T> all, String what, int number) {
    return all.get((int) (share(what, number) * all.size()));
  }

  private static Head dropout(Head head, double rate) {
    boolean has = head.layers().stream().anyMatch(Head.Layer.Dropout.class::isInstance);
    List<Head.Layer> layers =
        head.layers().stream()
            .map(l -> l instanceof Head.Layer.Dropout ? new Head.Layer.Dropout(rate) : l)
            .toList();
    Head same = head.with(layers);
    return has ? same : same.dropout(rate);
  }

  private Trial judge(Trial trial) {
    if (Thread.interrupted()) {
      throw interrupted();
    }
    Trial judged = journal.flatMap(j -> j.find(trial)).orElseGet(() -> train(trial));
    finished.put(trial.number(), judged);
    return judged;
  }

  private Trial train(Trial trial) {
    double score = 0;
    double loss = 0;
    try {
      for (Pair pair : pairs) {
        History.Epoch epoch = Progress.silently(() -> train(trial, pair));
        score += epoch.figure("validation " + Trial.judge(trial.head())) / pairs.size();
        loss += epoch.validationLoss() / pairs.size();
      }
    } catch (TrainingDivergedException e) {
      score = Double.NaN;
      loss = Double.NaN;
    }
    Trial judged = trial.judged(score, loss);
    journal.ifPresent(j -> j.add(judged));
    return judged;
  }

  private History.Epoch train(Trial trial, Pair pair) {
    FineTune options = trial.fineTune().seed(trial.fineTune().seed() + pair.number());
    Head its = trial.head().seed(trial.head().seed() + pair.number());
    try (TransferModel copy = new TransferModel(state(trial.backbone()), model.engine())) {
      Surgery.replaceHead(copy, its);
      Surgery.freeze(copy, Layers.all());
      if (trial.blocks() > 0) {
        Surgery.unfreeze(copy, Layers.last(trial.blocks()));
      }
      Training training = Training.of(copy, pair.training(), pair.validation());
      return kept(training.as(options, Optional.empty()), options);
    }
  }

  /** The epoch whose weights the model would have. */
  static History.Epoch kept(History history, FineTune options) {
    return options.keeping().stopping().isEmpty()
        ? history.last()
        : Collections.min(
            history.epochs(), Comparator.comparingDouble(History.Epoch::validationLoss));
  }

  private ModelState state(Pretrained backbone) {
    return search.space().backbones().isEmpty()
        ? model.state()
        : loaded.computeIfAbsent(backbone, SearchRun::load);
  }

  private static ModelState load(Pretrained backbone) {
    try (TransferModel fresh = backbone.load()) {
      return fresh.state();
    }
  }
}
