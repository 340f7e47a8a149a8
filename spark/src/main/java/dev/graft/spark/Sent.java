package dev.graft.spark;

import dev.graft.CompiledModel;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/** How a model comes from the driver to an executor. */
sealed interface Sent extends Serializable permits ShippedModel, SharedModel {
  /** SHA-256 of its files and of what is computed: models of equal keys are one. */
  String key();

  /**
   * Compiles it, once its bytes have been found to be those of the driver.
   *
   * @param threads as {@link Sessions#threads} chooses them
   * @param hadoop for files that lie elsewhere
   */
  CompiledModel open(int threads, Configuration hadoop);
}
