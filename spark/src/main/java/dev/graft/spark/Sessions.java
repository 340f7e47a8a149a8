package dev.graft.spark;

import dev.graft.CompiledModel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;

/**
 * What this JVM has compiled: each model once, whatever the partitions and stages that ask for it.
 * A few models stay; those that no task uses go first. All are closed when the JVM ends.
 */
public final class Sessions {
  /** Models that stay compiled while nobody asks for them. */
  private static final int MOST = 4;

  private static final Map<String, Kept> KEPT = new LinkedHashMap<>(8, 0.75f, true);
  private static int opened;
  private static boolean hooked;

  private Sessions() {}

  private static final class Kept {
    private final CompiledModel model;
    private int users;

    Kept(CompiledModel model) {
      this.model = model;
    }
  }

  /** A task's use of a model. */
  static final class Use implements AutoCloseable {
    private final Kept kept;
    private boolean done;

    private Use(Kept kept) {
      this.kept = kept;
    }

    CompiledModel model() {
      return kept.model;
    }

    @Override
    public void close() {
      synchronized (Sessions.class) {
        if (!done) {
          done = true;
          kept.users--;
          leave();
        }
      }
    }
  }

  /** Tasks that come while one compiles wait for it. */
  static synchronized Use of(Sent sent, int cpus, Configuration hadoop) {
    Kept kept = KEPT.get(sent.key());
    if (kept == null) {
      kept = new Kept(sent.open(threads(cpus), hadoop));
      opened++;
      KEPT.put(sent.key(), kept);
      hook();
      leave();
    }
    kept.users++;
    return new Use(kept);
  }

  /**
   * Counts what was compiled in this JVM since it began.
   *
   * @return models, each counted again where it was closed in between
   */
  public static synchronized int opened() {
    return opened;
  }

  /**
   * Chooses the threads of a session that the tasks of an executor share: each task computes on its
   * own thread, and for each core that a task has beyond its first the session has one more.
   */
  static int threads(int cpus) {
    int cores = Runtime.getRuntime().availableProcessors();
    SparkEnv env = SparkEnv.get();
    if (env != null) {
      cores = env.conf().getInt("spark.executor.cores", cores);
    }
    return threads(cpus, cores);
  }

  static int threads(int cpus, int cores) {
    return 1 + Math.max(1, cores / cpus) * (cpus - 1);
  }

  private static void leave() {
    Iterator<Kept> oldest = KEPT.values().iterator();
    while (KEPT.size() > MOST && oldest.hasNext()) {
      Kept one = oldest.next();
      if (one.users == 0) {
        oldest.remove();
        one.model.close();
      }
    }
  }

  private static void hook() {
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime().addShutdownHook(new Thread(Sessions::close, "graft-close"));
    }
  }

  /** Closes all; tasks that still run fail. */
  static synchronized void close() {
    KEPT.values().forEach(kept -> kept.model.close());
    KEPT.clear();
  }
}
