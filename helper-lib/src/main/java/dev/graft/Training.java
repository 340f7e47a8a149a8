package dev.graft;

import dev.graft.cache.FeatureCache;
import dev.graft.data.Contract;
import dev.graft.data.Dataset;
import dev.graft.data.Epochs;
import dev.graft.data.Examples;
import dev.graft.data.ImageSet;
import dev.graft.data.LeavingOut;
import dev.graft.data.TrainingSet;
import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.graph.Layers;
import dev.graft.train.Checkpoints;
import dev.graft.train.FineTune;
import dev.graft.train.Frozen;
import dev.graft.train.Gradual;
import dev.graft.train.History;
import dev.graft.train.Int8Cost;
import dev.graft.train.LearningRateFinder;
import dev.graft.train.LearningRates;
import dev.graft.train.Phase;
import dev.graft.train.Run;
import dev.graft.weights.StateDict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Brings a model, what it learns from and a plan together. */
final class Training {
  private final TransferModel model;
  private final Epochs training;
  private final Dataset validation;

  private Training(TransferModel model, Epochs training, Dataset validation) {
    this.model = model;
    this.training = training;
    this.validation = validation;
  }

  static Training of(TransferModel model, Epochs training, Dataset validation) {
    return new Training(model, training, validation);
  }

  /** Goes on without images that turn out unreadable and may be left out. */
  static History leavingOut(
      TransferModel model,
      Epochs training,
      Dataset validation,
      Optional<Checkpoints> checkpoints,
      Function<Training, History> how) {
    if (!(training instanceof TrainingSet images && validation instanceof ImageSet held)) {
      return how.apply(of(model, training, validation));
    }
    BiFunction<TrainingSet, ImageSet, History> call =
        (some, others) -> how.apply(of(model, some, others));
    return checkpoints.isPresent()
        ? LeavingOut.checked(images, held, call)
        : LeavingOut.of(images, held, call);
  }

  /** Trains what is not frozen now. */
  History as(FineTune options, Optional<Layers> next) {
    return model.life().train("fineTune", () -> once(options, next));
  }

  private History once(FineTune options, Optional<Layers> next) {
    Set<String> frozen = model.frozenNodes();
    Optional<Phase> afterwards =
        next.map(
            layers -> {
              Set<String> then = new HashSet<>(frozen);
              then.removeAll(layers.in(model.graph()));
              return new Phase(then, options);
            });
    List<Phase> stages = List.of(new Phase(frozen, options));
    return run(stages, afterwards, options.keeping().checkpoints());
  }

  /** Trains stage after stage. */
  History as(Gradual plan) {
    return model.life().train("fineTune", () -> stages(plan));
  }

  private History stages(Gradual plan) {
    List<Phase> stages = new ArrayList<>();
    for (Gradual.Stage stage : plan.stages()) {
      Set<String> frozen = new HashSet<>(Layers.all().in(model.graph()));
      stage.layers().ifPresent(layers -> Surgery.requireLearners(model.graph(), layers));
      stage.layers().ifPresent(layers -> frozen.removeAll(layers.in(model.graph())));
      stages.add(new Phase(frozen, stage.options()));
    }
    return run(stages, Optional.empty(), plan.checkpoints());
  }

  private History run(
      List<Phase> stages, Optional<Phase> afterwards, Optional<Checkpoints> checkpoints) {
    HeadFit.require(model.state(), training.dataset());
    ModelState before = model.state();
    BehindBody entry = BehindBody.of(before, model.network(), training.dataset());
    boolean whole = entry.contract() == before.contract();
    return Run.of(
        entry.network(),
        stages,
        afterwards,
        FeatureCache.atHome(),
        views(entry.contract(), training),
        HeadFit.sorted(before, validation).examples(entry.contract()),
        checkpoints,
        new Run.Receiver() {
          @Override
          public void begins(Phase stage, List<Cut> cuts) {
            if (whole) {
              model.life().cut(cuts);
            }
            model.life().learn(now -> now.frozen(stage.frozen()));
          }

          @Override
          public void learned(StateDict tensors) {
            model.life().learn(now -> now.weights(tensors));
          }

          @Override
          public void costs(Int8Cost cost) {
            model.life().learn(now -> now.int8(now.int8().map(body -> body.costing(cost))));
            System.out.println(cost);
          }
        });
  }

  static LearningRates rates(TransferModel model, Epochs training, FineTune options) {
    HeadFit.require(model.state(), training.dataset());
    Network network = model.network();
    Frozen frozen = Frozen.of(network, FeatureCache.atHome());
    var views = views(model.state().contract(), training);
    return LearningRateFinder.find(network, frozen, views, options);
  }

  /** What each epoch sees; where nothing varies, the same that was read once. */
  private static IntFunction<Examples> views(Contract contract, Epochs training) {
    if (training.views() == 1) {
      Examples once = training.examples(0, contract);
      return epoch -> once;
    }
    return epoch -> training.examples(epoch, contract);
  }
}
