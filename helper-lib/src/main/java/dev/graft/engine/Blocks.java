package dev.graft.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import dev.graft.memory.NativeMemory;
import java.util.UUID;

/** Translates a graph into the block that plain DJL code trains or runs. */
public final class Blocks {
  private Blocks() {}

  /**
   * Makes a block of a whole network. Frozen nodes stay as they are: their parameters require no
   * gradient, their dropout is off, and every batch normalization uses its stored statistics.
   *
   * @param network graph, weights and frozen set
   * @param manager of the network's engine; it owns the parameters
   * @return a block {@code (N, C, H, W)} to {@code (N, classes)}, initialized
   */
  public static Block of(Network network, NDManager manager) {
    return new GraphBlock(network.graph(), network.weights(), network.frozen(), manager);
  }

  /**
   * Makes a block as {@link #of} does, for a manager of either engine, whose memory is counted
   * until the manager is closed.
   *
   * @param network graph, weights and frozen set
   * @param manager owns the parameters
   * @return the block
   */
  public static Block counted(Network network, NDManager manager) {
    NativeMemory.Hold memory = NativeMemory.hold(network.bytes());
    manager.attachInternal(UUID.randomUUID().toString(), memory::close);
    return of(network, manager);
  }
}
