package dev.graft.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.weights.Excerpt;
import dev.graft.weights.Fields;
import dev.graft.weights.StateDict;
import dev.graft.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a run is at one moment.
 *
 * @param begin SHA-256 of the weights with which the run began
 * @param stage under way or about to begin, from 0; the number of stages when all are done
 * @param history of the stages before it
 * @param changed tensors that those stages left changed, as the model has them
 * @param within where the stage under way is; empty before its first batch
 */
record Snapshot(
    String begin, int stage, History history, StateDict changed, Optional<Within> within) {
  private static final String CHANGED = "changed/";
  private static final String BEST = "best/";

  /**
   * Where a stage is.
   *
   * @param position in its epochs and batches
   * @param learner all that the next step depends on
   * @param best what the model had after its best epoch; empty where that is not kept
   */
  record Within(Position position, LearnerState learner, StateDict best) {}

  /** Says where the run is within a stage. */
  Snapshot within(Within now) {
    return new Snapshot(begin, stage, history, changed, Optional.of(now));
  }

  /** Says that the stage is done, and what it left changed. */
  Snapshot done(History joined, StateDict learned) {
    return new Snapshot(
        begin, stage + 1, joined, changed.with(learned.tensors()), Optional.empty());
  }

  /** Says in words how far the run is. */
  String where() {
    String stages = "stage " + (stage + 1);
    return within
        .map(Within::position)
        .map(
            p ->
                String.format(
                    Locale.ROOT, "%s, epoch %d, batch %d", stages, p.epoch() + 1, p.batch() + 1))
        .orElse(history.epochs().isEmpty() ? stages : history.length() + " done");
  }

  /** Says what the model has now, beyond what it began with. */
  StateDict model() {
    return within.map(w -> changed.with(w.learner().published().tensors())).orElse(changed);
  }

  /** Puts all tensors under one roof. */
  StateDict tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    changed.tensors().forEach((name, tensor) -> all.put(CHANGED + name, tensor));
    within.ifPresent(
        w -> {
          all.putAll(w.learner().tensors());
          all.putAll(TallyTensors.of(w.position().tally()));
          w.best().tensors().forEach((name, tensor) -> all.put(BEST + name, tensor));
        });
    return StateDict.of(all);
  }

  /** Writes everything but the tensors. */
  ObjectNode json(ObjectMapper mapper) {
    ObjectNode json = mapper.createObjectNode();
    json.put("begin", begin).put("stage", stage);
    json.set("history", HistoryJson.write(history, mapper));
    within.ifPresent(
        w -> {
          ObjectNode node = json.putObject("within");
          Position at = w.position();
          node.put("batch", at.batch());
          node.set("tally", HistoryJson.write(TallyTensors.rest(at.tally()), mapper));
          node.set("epochs", HistoryJson.write(at.epochs(), mapper));
          LearnerState learner = w.learner();
          node.put("batches", learner.batches()).put("updates", learner.updates());
          node.put("accumulated", learner.accumulated());
          node.put("accumulatedWeight", Double.toString(learner.accumulatedWeight()));
        });
    return json;
  }

  static Snapshot read(Fields state, StateDict tensors) {
    Map<String, Tensor> all = tensors.tensors();
    Optional<Within> within =
        state.has("within") ? Optional.of(within(state.object("within"), all)) : Optional.empty();
    return new Snapshot(
        state.text("begin"),
        state.whole("stage", 0, Integer.MAX_VALUE - 1),
        HistoryJson.read(state.object("history")),
        StateDict.of(LearnerState.under(CHANGED, all)),
        within);
  }

  private static Within within(Fields state, Map<String, Tensor> all) {
    Position position =
        new Position(
            state.whole("batch", 0, Integer.MAX_VALUE),
            TallyTensors.joined(HistoryJson.tally(state.json().path("tally")), all),
            HistoryJson.epochs(state));
    Map<String, Tensor> learning = new LinkedHashMap<>();
    all.forEach(
        (name, tensor) -> {
          if (Stream.of(CHANGED, BEST, TallyTensors.PREFIX).noneMatch(name::startsWith)) {
            learning.put(name, tensor);
          }
        });
    LearnerState learner =
        new LearnerState(
            learning,
            state.whole("batches"),
            state.whole("updates"),
            state.whole("accumulated", 0, Integer.MAX_VALUE),
            Fields.real(state.json().path("accumulatedWeight")));
    return new Within(position, learner, StateDict.of(LearnerState.under(BEST, all)));
  }

  /**
   * Demands that every tensor is a parameter's, or was made for one, under its name and of its
   * shape: a file can say what it likes.
   */
  void requireFits(StateDict weights) {
    tensors()
        .tensors()
        .forEach(
            (key, tensor) -> {
              if (key.startsWith(TallyTensors.PREFIX)) {
                return; // no parameter: its score looks at it
              }
              String name = parameter(key, weights);
              if (!tensor.shape().equals(weights.get(name).shape())) {
                throw new IllegalArgumentException(
                    "the checkpoint's tensor %s is %s, the model's is %s"
                        .formatted(Excerpt.quoted(key), tensor.shape(), weights.get(name).shape()));
              }
            });
  }

  private static String parameter(String key, StateDict weights) {
    // changed/NAME, live/NAME, optimizer/first.NAME
    for (int at = key.indexOf('/'); at >= 0; at = key.indexOf('.', at + 1)) {
      if (weights.names().contains(key.substring(at + 1))) {
        return key.substring(at + 1);
      }
    }
    throw new IllegalArgumentException(
        "the checkpoint has a tensor %s, the model has no such parameter"
            .formatted(Excerpt.quoted(key)));
  }
}
