package dev.graft.cli;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import dev.graft.Backbone;
import dev.graft.Version;
import dev.graft.cache.FeatureCache;
import dev.graft.engine.ChosenWays;
import dev.graft.engine.Engines;
import dev.graft.engine.Setting;
import dev.graft.infer.CompiledBody;
import dev.graft.pixels.ImageFile;
import dev.graft.weights.GraftHome;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what this machine has, and what is missing with its remedy. */
@Command(
    name = "doctor",
    description = "Print versions, engines, devices, caches, and what is missing.",
    mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
  @Option(names = "--clear-features", description = "delete all cached features first")
  private boolean clearing;

  @Option(
      names = "--clear",
      split = ",",
      paramLabel = "WHAT",
      description =
          "delete what Graft keeps of these: features, weights, choices, calibrations,"
              + " samples, natives, environment;"
              + " say what went and what stays, nothing else")
  private List<String> cleared = List.of();

  @Option(
      names = "--backbones",
      description = "list the catalogue and which weights are on this machine, nothing else")
  private boolean listing;

  private int missing;

  @Override
  public Integer call() {
    if (listing) {
      System.out.print(BackboneList.of(Backbone.all(), GraftHome.ofThisProcess()));
      return 0;
    }
    FeatureCache cache = FeatureCache.atHome();
    GraftHome home = GraftHome.ofThisProcess();
    if (!cleared.isEmpty()) {
      // no more than that: loading the engines would unpack their natives again
      new Clearing(home, cache).clear(cleared);
      disk(Kept.all(home));
      return 0;
    }
    if (clearing) {
      cache.clear();
    }
    say("graft", Version::current);
    say("java", () -> Runtime.version() + ", " + System.getProperty("java.vendor"));
    say(
        "machine",
        () ->
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ", "
                + Runtime.getRuntime().availableProcessors()
                + " cores");
    say("rule", Engines::describe);
    for (String engine : new String[] {Engines.MXNET, Engines.PYTORCH}) {
      say(engine, () -> describe(Engines.load(engine)));
    }
    say("choices", () -> ChosenWays.describe(Engines.PYTORCH));
    say("ONNX Runtime", Doctor::compiler);
    say("JPEG", ImageFile::jpegReader);
    say(
        "GPU",
        () ->
            CudaUtils.getGpuCount() == 0
                ? "none visible"
                : "CUDA " + CudaUtils.getCudaVersionString());
    say("home", () -> home.folder().toString());
    home.openToOthers().ifPresent(problem -> say("home is open", () -> problem));
    say(
        "features",
        () ->
            cache.bytes() / 1_000_000
                + " MB of at most "
                + cache.bound() / 1_000_000
                + " (GRAFT_CACHE_GB); --clear-features deletes them");
    say("offline", () -> home.isOffline() ? "yes (GRAFT_OFFLINE)" : "no");
    say("mirror", () -> home.mirror().map(URI::toString).orElse("none (GRAFT_MIRROR)"));
    say(
        "weights",
        () ->
            Backbone.EFFICIENTNET_LITE0.name()
                + ": "
                + Backbone.EFFICIENTNET_LITE0.file().getFileName());
    disk(Kept.all(home));
    settings();
    return missing == 0 ? 0 : 1;
  }

  private void say(String name, Supplier<String> value) {
    try {
      System.out.printf("%-16s %s%n", name, value.get());
    } catch (RuntimeException | LinkageError e) {
      missing++;
      System.out.printf("%-16s MISSING: %s%n", name, e.getMessage());
    }
  }

  private static String describe(Engine engine) {
    return engine.getVersion() + " on " + Engines.device(engine.getEngineName());
  }

  private static String compiler() {
    if (!CompiledBody.available()) {
      throw new IllegalStateException("no native library here; frozen layers run on the engine");
    }
    return "available";
  }

  private static void settings() {
    try {
      Engines.settings().forEach(Doctor::print);
    } catch (IllegalArgumentException e) {
      // the rule's line has said it
    }
  }

  private static void print(Setting setting) {
    System.out.printf(
        "%-16s %s%n",
        setting.name(),
        setting.missing()
            ? "not set: " + setting.otherwise() + "; start through ./graft"
            : setting.value());
  }

  /** What is kept, each with what it takes of the disk. */
  private void disk(List<Kept> kept) {
    long all = 0;
    for (Kept one : kept) {
      long bytes = one.bytes();
      all += bytes;
      String said =
          bytes == 0
              ? "nothing at " + one.where()
              : DiskUse.megabytes(bytes)
                  + ", "
                  + one.where()
                  + (one.clearable() ? "; --clear " + one.name() + " deletes it" : "");
      say("disk " + one.name(), () -> said);
    }
    String sum = DiskUse.megabytes(all);
    say("disk", () -> sum + " in all");
  }
}
