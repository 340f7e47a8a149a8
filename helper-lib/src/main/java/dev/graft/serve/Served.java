package dev.graft.serve;

import dev.graft.TransferModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The model of a folder, and each that takes its place: a new one is loaded beside the old one, and
 * replaces it between two batches. One that cannot be loaded leaves the old one where it is.
 */
final class Served implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("dev.graft.serve");
  private static final long LOOK_MILLISECONDS = 500;

  private final Path folder;
  private final Figures figures;
  private final AtomicReference<TransferModel> next = new AtomicReference<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "graft-model");
            thread.setDaemon(true);
            return thread;
          });
  private final Consumer<TransferModel> warm;
  private volatile List<String> classes;
  private volatile boolean texts;
  private volatile String answer;
  private TransferModel model;
  private String seen;
  private String failed = "";

  Served(Path folder, Consumer<TransferModel> warm, Figures figures) {
    this.folder = folder;
    this.warm = warm;
    this.figures = figures;
    this.seen = stamp();
    this.model = loaded();
    describe(model);
    watch.scheduleWithFixedDelay(
        this::look, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  /** For the one thread that asks the model: the newest there is. */
  TransferModel model() {
    TransferModel fresh = next.getAndSet(null);
    if (fresh != null) {
      TransferModel old = model;
      model = fresh;
      describe(fresh);
      old.close();
      figures.swapped();
    }
    return model;
  }

  List<String> classes() {
    return classes;
  }

  boolean texts() {
    return texts;
  }

  String answer() {
    return answer;
  }

  Path folder() {
    return folder;
  }

  private void describe(TransferModel its) {
    classes = its.classes();
    texts = its.readsTexts();
    answer = SaidKind.of(its).word();
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
    String now = stamp();
    if (now.isEmpty() || now.equals(seen)) {
      return;
    }
    try {
      TransferModel fresh = loaded();
      seen = now;
      TransferModel unseen = next.getAndSet(fresh);
      if (unseen != null) {
        unseen.close();
      }
      LOG.log(Level.INFO, "a new model from {0}", folder);
    } catch (RuntimeException e) {
      figures.notSwapped();
      if (!now.equals(failed)) {
        failed = now;
        LOG.log(
            Level.WARNING,
            "the model in {0} stays the old one: {1}",
            new Object[] {folder, e.getMessage()});
      }
    }
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

  @Override
  public void close() {
    watch.shutdownNow();
    TransferModel unseen = next.getAndSet(null);
    if (unseen != null) {
      unseen.close();
    }
    model.close();
  }
}
