package dev.graft.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import dev.graft.infer.Processor;
import dev.graft.weights.GraftHome;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Which ways an engine takes in this process. On PyTorch and a CPU they are measured once, in a
 * second or two, and kept in {@code choices} of {@code GRAFT_HOME} by processor, engine, threads
 * and what the environment forbids; what is kept or was measured holds for the whole process.
 *
 * <p>The setting {@code GRAFT_CHOICES}, or the system property {@code graft.choices}: {@code
 * measured}, or {@code fixed} for what is fastest on most, or ways such as {@code
 * pointwise=convolution,relu6=clip}.
 */
public final class ChosenWays {
  private static final Map<String, Choices> HERE = new ConcurrentHashMap<>();

  /** Names with which a person forbids instructions to PyTorch and what it calls. */
  private static final String[] LOWERED = {
    "ATEN_CPU_CAPABILITY",
    "DNNL_MAX_CPU_ISA",
    "MKL_DEBUG_CPU_TYPE",
    "MKL_ENABLE_INSTRUCTIONS",
    "ONEDNN_MAX_CPU_ISA"
  };

  private ChosenWays() {}

  /** Gives those of an engine; measures them where nobody has. */
  static Choices of(String engine) {
    return HERE.computeIfAbsent(engine + ", " + setting(), key -> here(engine));
  }

  /**
   * Tells what decides the bits that an engine computes on a device: its version, and the ways of
   * computing that are not the usual ones.
   *
   * @param engine its name
   * @return equal texts for what computes alike
   */
  public static String computes(String engine) {
    String version = Engines.load(engine).getVersion();
    Choices choices = of(engine);
    boolean usual = choices.equals(engine.equals(Engines.PYTORCH) ? Choices.FIRST : Choices.PLAIN);
    return usual ? version : version + " with " + choices;
  }

  /**
   * Says for a person in which ways an engine computes, and why; measures nothing.
   *
   * @param engine its name
   * @return one line
   */
  public static String describe(String engine) {
    Optional<Choices> said = said(engine);
    if (said.isPresent()) {
      return said.get() + " (" + setting() + ")";
    }
    return file(engine)
        .read()
        .map(kept -> kept.choices() + " (measured: " + kept.measured() + ")")
        .orElse("not measured yet; the first training takes a second or two for it");
  }

  private static Choices here(String engine) {
    return said(engine).orElseGet(() -> measured(file(engine), () -> ChoiceTrials.of(engine)));
  }

  /** What the setting says, or what an engine has where there is nothing to choose. */
  private static Optional<Choices> said(String engine) {
    if (!engine.equals(Engines.PYTORCH)) {
      return Optional.of(Choices.PLAIN);
    }
    String setting = setting();
    if (setting.equals("measured")) {
      return Engines.device(engine).equals("cpu") ? Optional.empty() : Optional.of(Choices.FIRST);
    }
    return Optional.of(setting.equals("fixed") ? Choices.FIRST : Choices.FIRST.pinned(setting));
  }

  private static String setting() {
    String property = System.getProperty("graft.choices", "");
    String variable = GraftHome.ofThisProcess().variable("GRAFT_CHOICES").orElse("measured");
    return property.isEmpty() ? variable : property;
  }

  /** Another process may have been quicker: then its ways are taken, so that both compute alike. */
  static Choices measured(ChoiceFile file, Supplier<ChoiceTrials> trials) {
    return file.read()
        .map(ChoiceFile.Kept::choices)
        .orElseGet(
            () -> {
              ChoiceTrials found = trials.get();
              LoggerFactory.getLogger("dev.graft").info("measured on this processor: {}", found);
              return file.keep(new ChoiceFile.Kept(found.choices(), found.toString()));
            });
  }

  static ChoiceFile file(String engine) {
    Engine loaded = Engines.load(engine);
    Map<String, String> machine = new TreeMap<>();
    machine.put("processor", Processor.here().toString());
    machine.put("engine", engine + " " + loaded.getVersion());
    machine.put("threads", Integer.toString(JniUtils.getNumThreads()));
    for (String name : LOWERED) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> machine.put(name, value));
    }
    return new ChoiceFile(GraftHome.ofThisProcess().choices(), machine);
  }
}
