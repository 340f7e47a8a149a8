package dev.graft;

import dev.graft.engine.Network;
import dev.graft.graph.Cut;
import dev.graft.memory.NativeMemory;
import dev.graft.memory.Uses;
import dev.graft.train.Inference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a model is now, and what was compiled for it. All threads meet here and nowhere else: a
 * change is whole and comes after the one before it; who reads has a moment to himself, which no
 * later change reaches; while one call trains, others that would change the model are refused.
 *
 * <p>It does not know its model, so that it can be closed when that is forgotten.
 */
final class ModelLife implements AutoCloseable {
  private final String engine;
  private final Set<Runnable> blocks = ConcurrentHashMap.newKeySet();
  private ModelState state;
  private List<Cut> cuts = List.of();
  private Inference inference;
  private String training = "";
  private boolean closed;

  ModelLife(ModelState state, String engine) {
    this.state = state;
    this.engine = engine;
  }

  /** What a call computes with, from its beginning to its end. */
  record Moment(ModelState state, Inference inference, Uses.Use use) implements AutoCloseable {
    @Override
    public void close() {
      use.close();
    }
  }

  String engine() {
    return engine;
  }

  /** The state as it is, of a closed model too; only to be shown then. */
  synchronized ModelState shown() {
    return state;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized ModelState state() {
    requireOpen();
    return state;
  }

  /** Begins to compute with what the model is now. */
  synchronized Moment moment() {
    requireOpen();
    if (inference == null) {
      inference = Inference.of(network(state), cuts);
    }
    return new Moment(state, inference, inference.use());
  }

  /**
   * Changes the model, unless another call trains it.
   *
   * @param verb that does so, for the message
   */
  synchronized void change(String verb, UnaryOperator<ModelState> change) {
    requireOpen();
    requireTurn(verb);
    become(change.apply(state));
  }

  /** Does the work of a training, in which only {@link #learn} changes the model. */
  <T> T train(String verb, Supplier<T> work) {
    begin(verb);
    try {
      return work.get();
    } finally {
      end();
    }
  }

  private synchronized void begin(String verb) {
    requireOpen();
    requireTurn(verb);
    training = "%s, on thread \"%s\"".formatted(verb, Thread.currentThread().getName());
  }

  private synchronized void end() {
    training = "";
  }

  /** Remembers where the training cuts the frozen layers. */
  synchronized void cut(List<Cut> boundaries) {
    if (!cuts.equals(boundaries)) {
      cuts = List.copyOf(boundaries);
      forget();
    }
  }

  /** Changes the model by the training whose turn it is. */
  synchronized void learn(UnaryOperator<ModelState> change) {
    requireOpen();
    become(change.apply(state));
  }

  private void become(ModelState next) {
    ModelState before = state;
    state = next;
    boolean same =
        next.graph() == before.graph()
            && next.weights() == before.weights()
            && next.contract().equals(before.contract())
            && next.frozen().equals(before.frozen())
            && next.trust().equals(before.trust())
            && next.quantization().equals(before.quantization());
    if (inference != null && !same) {
      try (Inference old = inference) {
        inference = old.then(network(next), cuts);
      }
    }
  }

  private Network network(ModelState of) {
    return new Network(HeadInput.told(of), of.weights(), of.frozen(), engine, of.quantization());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this model is closed; load it again");
    }
  }

  private void requireTurn(String verb) {
    if (!training.isEmpty()) {
      throw new IllegalStateException(
          "%s would change a model that is being trained (%s); call it when that has ended"
              .formatted(verb, training));
    }
  }

  /** Takes care of a block: what it holds is freed when it is forgotten, or with the model. */
  synchronized void keep(Object block, Runnable free) {
    requireOpen();
    blocks.add(free);
    NativeMemory.whenForgotten(block, () -> free(free));
  }

  private void free(Runnable block) {
    if (blocks.remove(block)) {
      block.run();
    }
  }

  /** Ends what no call uses. The blocks of a forgotten model live on. */
  synchronized void forget() {
    if (inference != null) {
      inference.close();
      inference = null;
    }
  }

  /** Ends what no call uses; calls under way finish on what they began with. */
  @Override
  public synchronized void close() {
    closed = true;
    forget();
    blocks.forEach(this::free);
    state = state.withoutWeights();
  }
}
