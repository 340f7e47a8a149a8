package dev.graft.serve;

import dev.graft.TransferModel;
import dev.graft.memory.Uses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The model of a folder, and each that takes its place: a new one is loaded beside the old one,
 * which is closed when the last who asks it has his answer. One that cannot be loaded leaves the
 * old one where it is.
 */
final class Served implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("dev.graft.serve");
  private static final long LOOK_MILLISECONDS = 500;

  /** A model, what is told of it, and who asks it. */
  private record Asked(
      TransferModel model, List<String> classes, boolean texts, String answer, Uses uses) {
    static Asked of(TransferModel model) {
      Uses uses = new Uses(model::close);
      String answer = SaidKind.of(model).word();
      return new Asked(model, model.classes(), model.readsTexts(), answer, uses);
    }
  }

  private final Path folder;
  private final Figures figures;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "graft-model");
            thread.setDaemon(true);
            return thread;
          });
  private final Consumer<TransferModel> warm;
  private volatile Asked now;
  private boolean closed;
  private String seen;
  private String failed = "";

  Served(Path folder, Consumer<TransferModel> warm, Figures figures) {
    this.folder = folder;
    this.warm = warm;
    this.figures = figures;
    this.seen = stamp();
    this.now = Asked.of(loaded());
    watch.scheduleWithFixedDelay(
        this::look, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  /** Asks the newest model there is, which stays open until it has answered. */
  <R> R ask(Function<TransferModel, R> question) {
    Asked its;
    Uses.Use use;
    synchronized (this) {
      its = now;
      use = its.uses().begin();
    }
    try (use) {
      return question.apply(its.model());
    }
  }

  List<String> classes() {
    return now.classes();
  }

  boolean texts() {
    return now.texts();
  }

  String answer() {
    return now.answer();
  }

  Path folder() {
    return folder;
  }

  private TransferModel loaded() {
    TransferModel fresh = TransferModel.load(folder);
    try {
      warm.accept(fresh);
      return fresh;
    } catch (RuntimeException | Error e) {
      fresh.close();
      throw e;
    }
  }

  private void look() {
    String stamp = stamp();
    if (stamp.isEmpty() || stamp.equals(seen)) {
      return;
    }
    try {
      become(loaded());
      seen = stamp;
      LOG.log(Level.INFO, "a new model from {0}", folder);
    } catch (RuntimeException e) {
      figures.notSwapped();
      if (!stamp.equals(failed)) {
        failed = stamp;
        LOG.log(
            Level.WARNING,
            "the model in {0} stays the old one: {1}",
            new Object[] {folder, e.getMessage()});
      }
    }
  }

  private synchronized void become(TransferModel fresh) {
    if (closed) {
      fresh.close();
      return;
    }
    Asked old = now;
    now = Asked.of(fresh);
    old.uses().end();
    figures.swapped();
  }

  /**
   * Changes with the model: it is published by renaming, so that its description is another file.
   */
  private String stamp() {
    try {
      var file = Files.readAttributes(folder.resolve("model.json"), BasicFileAttributes.class);
      return file.fileKey() + " " + file.size() + " " + file.lastModifiedTime();
    } catch (IOException e) {
      return "";
    }
  }

  /** Ends the watch; the model is closed with the last answer. */
  @Override
  public synchronized void close() {
    closed = true;
    watch.shutdownNow();
    now.uses().end();
  }
}
