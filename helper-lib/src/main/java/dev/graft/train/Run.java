package dev.graft.train;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Examples;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Graph;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One or more stages of training on the same images, saved on the way where that is asked for.
 *
 * <p>A run that was killed goes on from its newest checkpoint; since an epoch, a batch and a step
 * depend on their seeds and numbers alone, what follows is what would have followed.
 */
public final class Run {
  private final Network start;
  private final List<Phase> stages;
  private final Optional<Phase> afterwards;
  private final FeatureCache cache;
  private final IntFunction<Examples> training;
  private final Examples validation;
  private final Receiver receiver;
  private final Optional<Journal> journal;

  /** Where what is learned goes. */
  public interface Receiver {
    /**
     * A stage begins, or goes on.
     *
     * @param stage with what is frozen in it
     * @param cuts of its frozen part, at which what that makes of images is kept
     */
    void begins(Phase stage, List<Cut> cuts);

    /**
     * Some tensors have new values.
     *
     * @param tensors by name
     */
    void learned(StateDict tensors);

    /**
     * All stages are done, and what the frozen part in whole numbers costs was measured.
     *
     * @param cost of the network as it is now
     */
    default void costs(Int8Cost cost) {}
  }

  private Run(
      Network start,
      List<Phase> stages,
      Optional<Phase> afterwards,
      FeatureCache cache,
      IntFunction<Examples> training,
      Examples validation,
      Optional<Checkpoints> checkpoints,
      Receiver receiver) {
    this.start = start;
    this.stages = stages;
    this.afterwards = afterwards;
    this.cache = cache;
    this.training = training;
    this.validation = validation;
    this.receiver = receiver;
    this.journal =
        checkpoints.map(c -> new Journal(c, Identity.of(start, stages, training, validation)));
  }

  /**
   * Trains all stages, or what is left of them.
   *
   * @param network as it is now
   * @param stages in order, at least one
   * @param afterwards what is to be trained after this run, if that is known
   * @param cache of what frozen layers make of images
   * @param training the training examples as one epoch sees them, by epoch from 0
   * @param validation examples that are never augmented
   * @param checkpoints where the run is saved, if anywhere
   * @param receiver of what is learned
   * @return the history of all stages
   * @throws IllegalArgumentException when the checkpoints are of another run
   * @throws TrainingInterruptedException when the thread was interrupted, within one batch
   * @throws TrainingDivergedException when the loss is no number
   */
  public static History of(
      Network network,
      List<Phase> stages,
      Optional<Phase> afterwards,
      FeatureCache cache,
      IntFunction<Examples> training,
      Examples validation,
      Optional<Checkpoints> checkpoints,
      Receiver receiver) {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(
          "the plan has no stage; begin it with FineTune.gradual().head(FineTune.epochs(3))");
    }
    return new Run(network, stages, afterwards, cache, training, validation, checkpoints, receiver)
        .run();
  }

  private History run() {
    Snapshot now = journal.flatMap(Journal::latest).map(this::known).orElseGet(this::beginning);
    while (now.stage() < stages.size()) {
      now = stage(now);
      Snapshot done = now;
      journal.ifPresent(j -> j.save(done));
    }
    Frozen frozen = begin(stages.size() - 1, now);
    Phase last = stages.get(stages.size() - 1);
    Int8Cost.of(network(last, now), frozen, training, validation, last.options())
        .ifPresent(receiver::costs);
    return now.history();
  }

  private Frozen begin(int number, Snapshot before) {
    Phase stage = stages.get(number);
    Frozen frozen = frozen(number, before);
    receiver.begins(stage, frozen.boundaries());
    return frozen;
  }

  private Snapshot beginning() {
    String begin = journal.isPresent() ? start.weights().sha256() : "";
    History none = new History(List.of(), start.engine(), "", 0, "");
    return new Snapshot(begin, 0, none, StateDict.of(Map.of()), Optional.empty());
  }

  /** Accepts a checkpoint for a model that is as it was at the beginning, or at the checkpoint. */
  private Snapshot known(Snapshot snapshot) {
    StateDict now = start.weights();
    String sha256 = now.sha256();
    StateDict then = now.with(snapshot.model().tensors());
    if (!sha256.equals(snapshot.begin()) && !sha256.equals(then.sha256())) {
      throw new IllegalArgumentException(
          "the model has neither the weights with which this run began nor those of its last"
              + " checkpoint; load it as then, or choose a new folder for checkpoints");
    }
    snapshot.requireFits(now);
    receiver.learned(snapshot.model());
    System.out.println("going on from a checkpoint: " + snapshot.where());
    return snapshot;
  }

  /** Trains one stage to its end. */
  private Snapshot stage(Snapshot before) {
    Phase stage = stages.get(before.stage());
    Frozen frozen = begin(before.stage(), before);
    Network network = network(stage, before);
    if (stages.size() > 1) {
      System.out.println(StagePlan.table(network, stage.options(), before.stage() + 1).printAll());
    }
    var task = new Task(network, frozen, training, validation, stage.options());
    var pages = new Pages(before);
    try {
      History history = FitLoop.fit(task, pages, before.within());
      return before.done(joined(before.history(), history), pages.learned);
    } catch (TrainingInterruptedException e) {
      throw new TrainingInterruptedException(e.getMessage(), joined(before.history(), e.history()));
    }
  }

  private static History joined(History before, History next) {
    return before.epochs().isEmpty() ? next : before.then(next);
  }

  private Network network(Phase stage, Snapshot before) {
    return new Network(
        start.graph(),
        start.weights().with(before.changed().tensors()),
        stage.frozen(),
        start.engine(),
        start.int8().map(how -> how.within(stage.frozen())));
  }

  /**
   * Keeps on the way what all later stages will need, unless it is larger than the images: each
   * finds it at the cuts at which it was computed.
   */
  private Frozen frozen(int number, Snapshot before) {
    Frozen frozen = Frozen.of(network(stages.get(number), before), cache);
    List<Phase> later = new ArrayList<>(stages.subList(number + 1, stages.size()));
    afterwards.ifPresent(later::add);
    for (Phase stage : later) {
      Network then = network(stage, before);
      Graph graph = then.graph();
      if (graph.size(then.boundary().values()) <= graph.size(graph.inputs())) {
        frozen = frozen.ahead(then);
      }
    }
    return frozen;
  }

  /** Writes what happens in a stage into the journal. */
  private final class Pages implements Diary {
    private final Snapshot before;
    private StateDict learned;

    Pages(Snapshot before) {
      this.before = before;
      this.learned =
          before.within().map(w -> w.learner().published()).orElse(StateDict.of(Map.of()));
    }

    @Override
    public void learned(StateDict tensors) {
      learned = tensors;
      receiver.learned(tensors);
    }

    @Override
    public void batchDone(Supplier<Snapshot.Within> state) {
      if (journal.isPresent() && journal.get().due()) {
        save(state);
      }
    }

    @Override
    public void epochDone(Supplier<Snapshot.Within> state, int liveArrays) {
      save(state);
    }

    @Override
    public void interrupted(Supplier<Snapshot.Within> state) {
      save(state);
    }

    private void save(Supplier<Snapshot.Within> state) {
      journal.ifPresent(j -> j.save(before.within(state.get())));
    }
  }
}
