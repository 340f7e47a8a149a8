package dev.graft.bench;

import static dev.graft.Transfer.calibrate;
import static dev.graft.Transfer.freeze;
import static dev.graft.Transfer.replaceHead;
import static dev.graft.Transfer.solve;

import dev.graft.Backbone;
import dev.graft.Head;
import dev.graft.TransferModel;
import dev.graft.data.ImageSet;
import dev.graft.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The service beside its own body: as fast, and for how long? Photos that never come twice tell the
 * speed; then all kinds of requests, a tenth of them broken, while the model is saved anew.
 */
@Command(
    name = "serve",
    description =
        "The service under wrk on loopback: its rate beside its own body's, then a long load with"
            + " broken requests while the model is swapped ten times; and a kill. Needs wrk.",
    mixinStandardHelpOptions = true)
final class ServeJob implements Callable<Integer> {
  private static final double PROMISED = 0.9;
  private static final int SWAPS = 10;
  private static final int STARTUP_SECONDS = 10;

  @Option(
      names = "--minutes",
      defaultValue = "20",
      description = "of the long load, default ${DEFAULT-VALUE}")
  private double minutes;

  @Option(
      names = "--connections",
      defaultValue = "32",
      description = "at a time, default ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "of each measurement of the rate, default ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--repetitions",
      defaultValue = "3",
      description = "of these, service and body in turn, default ${DEFAULT-VALUE}")
  private int repetitions;

  @Option(
      names = "--backbone",
      defaultValue = "efficientnet_lite0",
      description = "default ${DEFAULT-VALUE}; another one has random weights")
  private String backbone;

  private final Engine.Place place = Engine.Place.here();
  private final List<Figure> figures = new ArrayList<>();

  @Override
  public Integer call() {
    if (!Wrk.isThere()) {
      throw new IllegalArgumentException("wrk is not installed; Debian's package is wrk");
    }
    Path photos = Photos.preferred(place.results());
    Path validation = photos.resolve("validation");
    List<Path> held = Requests.below(validation);
    try (TemporaryHome home = TemporaryHome.in(place.results());
        TransferModel model = model(photos)) {
      Path folder = home.path().resolve("model");
      model.save(folder);
      rate(folder, validation, held, home.path());
      load(model, folder, held, home.path());
    }
    new Results("serve", figures).publish(place.results());
    return 0;
  }

  private TransferModel model(Path photos) {
    Backbone its = Backbone.named(backbone);
    TransferModel model = its == Backbone.EFFICIENTNET_LITE0 ? its.load() : its.untrained(0);
    ImageSet train = ImageSet.of(photos.resolve("train"));
    replaceHead(model, Head.classifier(train.classes()));
    freeze(model);
    solve(model, train);
    calibrate(model, train, ImageSet.of(photos.resolve("validation")), PROMISED);
    return model;
  }

  /** In turn, so that a machine that slows down slows all. */
  private void rate(Path folder, Path validation, List<Path> held, Path home) {
    Path requests = Requests.photos(held, home.resolve("photos"));
    List<Double> service = new ArrayList<>();
    List<Double> bodies = new ArrayList<>();
    List<Double> files = new ArrayList<>();
    Path logs = place.results().resolve("logs");
    Engine engine = Engine.graft(Engines.choose());
    try (ServedProcess served = ServedProcess.start(folder, logs.resolve("serve.log"));
        Worker worker = Worker.start(engine, logs.resolve("serve-body.log"))) {
      worker.ask("features", Map.of("backbone", backbone, "batch", 16));
      Wrk.start(requests, served.address(), connections, STARTUP_SECONDS).report();
      for (int round = 0; round < Common.atLeast("repetitions", repetitions); round++) {
        bodies.add(worker.ask("features_body", Map.of("seconds", seconds)).rate());
        var all = Map.of("folder", validation.toString(), "limit", held.size());
        files.add(worker.ask("features_files", all).rate());
        service.add(
            Wrk.start(requests, served.address(), connections, seconds).report().perSecond());
      }
    }
    String note = connections + " connections, no photo twice";
    figures.add(rate("graft over HTTP", service, note));
    figures.add(rate("its body alone", bodies, "batches of 16, nothing decoded"));
    figures.add(rate("files, no HTTP", files, "the same photos"));
  }

  private static Figure rate(String side, List<Double> values, String note) {
    return Figure.of("photos", side, Unit.IMAGES, new Series(values), note);
  }

  private void load(TransferModel model, Path folder, List<Path> held, Path home) {
    Path requests = Requests.mixed(held, home.resolve("mixed"));
    Path log = place.results().resolve("logs").resolve("serve-load.log");
    String before;
    try (ServedProcess served = ServedProcess.start(folder, log)) {
      before = served.answer(held.get(0));
      Wrk wrk = Wrk.start(requests, served.address(), connections, (int) (60 * minutes));
      List<Double> memory = watched(wrk, served, model, folder);
      Wrk.Report report = wrk.report();
      served.codes().forEach((code, count) -> add("answers " + code, Unit.REQUESTS, count));
      add("answers", Unit.REQUESTS, report.requests());
      add("connections that failed", Unit.REQUESTS, report.broken());
      add("swaps", Unit.REQUESTS, served.swaps());
      add("latency, half", Unit.MILLISECONDS, report.p50());
      add("latency, 99 %", Unit.MILLISECONDS, report.p99());
      add("memory", Unit.MEBIBYTES, memory, "of the process, once between swaps, in order");
      served.kill();
    }
    long start = System.nanoTime();
    try (ServedProcess again = ServedProcess.start(folder, log)) {
      boolean same = again.answer(held.get(0)).equals(before);
      String note = same ? "the same answer as before" : "ANOTHER ANSWER than before";
      double took = (System.nanoTime() - start) / 1e9;
      add("killed, started, answered", Unit.SECONDS, List.of(took), note);
    }
  }

  /** Saves the model anew while requests run; memory a moment before each. */
  private List<Double> watched(Wrk wrk, ServedProcess served, TransferModel model, Path folder) {
    List<Double> memory = new ArrayList<>();
    for (int swap = 0; swap <= SWAPS; swap++) {
      for (long until = System.nanoTime() + (long) (60e9 * minutes / (SWAPS + 1));
          wrk.runs() && System.nanoTime() < until; ) {
        try {
          Thread.sleep(200);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return memory;
        }
      }
      memory.add(served.resident());
      if (swap < SWAPS) {
        model.save(folder);
      }
    }
    return memory;
  }

  private void add(String name, Unit unit, double value) {
    add(name, unit, List.of(value), "");
  }

  private void add(String name, Unit unit, List<Double> values, String note) {
    figures.add(Figure.of(name, "graft", unit, new Series(values), note));
  }
}
