package dev.graft.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import dev.graft.weights.GraftHome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one place that decides which training engine runs: {@code GRAFT_ENGINE} if set; PyTorch where
 * its artifacts are on the class path; else MXNet, which is all there is for a Mac with an Intel
 * CPU. DJL's own default is never used.
 */
public final class Engines {
  /** DJL's name of the Apache MXNet engine. */
  public static final String MXNET = "MXNet";

  /** DJL's name of the PyTorch engine. */
  public static final String PYTORCH = "PyTorch";

  /** DJL has one collector of gradients a process: whoever collects them holds this meanwhile. */
  public static final Object COLLECTING = new Object();

  private static final String INTEL_MAC = "mac os x/x86_64";

  private static final Set<String> MXNET_PLATFORMS =
      Set.of("linux/amd64", INTEL_MAC, "windows/amd64");

  /** PyTorch's, when its library was loaded; 0 before. */
  private static int threads;

  static {
    // DJL asks a cloud's metadata address who runs it, and reports that
    System.setProperty("OPT_OUT_TRACKING", "true");
    if (GraftHome.ofThisProcess().isOffline()) {
      // the environment's OPT_OUT_TRACKING comes before the property's, and may say false
      System.setProperty("ai.djl.offline", "true");
    }
  }

  private Engines() {}

  /** What the rule looks at; a value, so that tests can put any machine in its place. */
  record Machine(Map<String, String> environment, int gpus, String platform, List<String> present) {
    static Machine here() {
      String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
      String platform =
          (os.startsWith("windows") ? "windows" : os) + "/" + System.getProperty("os.arch");
      Map<String, String> environment = System.getenv();
      List<String> present = EngineArtifacts.present(Engines.class.getClassLoader(), environment);
      return new Machine(environment, CudaUtils.getGpuCount(), platform, present);
    }
  }

  /**
   * Applies the rule to this machine.
   *
   * @return {@link #MXNET} or {@link #PYTORCH}
   * @throws IllegalArgumentException when {@code GRAFT_ENGINE} names an engine that cannot run here
   * @throws IllegalStateException when no engine that can run here is on the class path
   */
  public static String choose() {
    return choose(Machine.here());
  }

  static String choose(Machine machine) {
    String wanted = machine.environment().getOrDefault("GRAFT_ENGINE", "");
    if (!wanted.isEmpty()) {
      String engine = named(wanted);
      refusal(engine, machine)
          .ifPresent(
              why -> {
                throw new IllegalArgumentException("GRAFT_ENGINE is " + engine + ", which " + why);
              });
      return engine;
    }
    return machine.present().stream()
        .filter(engine -> refusal(engine, machine).isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(nothing(machine)));
  }

  private static String nothing(Machine machine) {
    return "no engine on the class path can train on %s; add %s"
        .formatted(
            machine.platform(),
            EngineArtifacts.of(machine.platform().equals(INTEL_MAC) ? MXNET : PYTORCH).names());
  }

  /** Tells why an engine cannot run on a machine, and what can be done. */
  private static Optional<String> refusal(String engine, Machine machine) {
    String why = null;
    if (engine.equals(MXNET) && !MXNET_PLATFORMS.contains(machine.platform())) {
      why = "has no native library for " + machine.platform() + "; use PyTorch";
    } else if (engine.equals(PYTORCH) && machine.platform().equals(INTEL_MAC)) {
      why = "has no native library for " + machine.platform() + "; use MXNet";
    } else if (!machine.present().contains(engine)) {
      why = "is not on the class path with its library; add " + EngineArtifacts.of(engine).names();
    } else if (engine.equals(MXNET) && machine.gpus() > 0) {
      why =
          "has a CUDA build up to 11.2 and cannot use this GPU; use PyTorch, or hide the GPU with"
              + " CUDA_VISIBLE_DEVICES=-1";
    }
    return Optional.ofNullable(why);
  }

  /**
   * Spells an engine's name as DJL does.
   *
   * @param name in any case
   * @return {@link #MXNET} or {@link #PYTORCH}
   */
  public static String named(String name) {
    for (String engine : new String[] {MXNET, PYTORCH}) {
      if (engine.equalsIgnoreCase(name)) {
        return engine;
      }
    }
    throw new IllegalArgumentException("engine is \"" + name + "\"; it must be MXNet or PyTorch");
  }

  /**
   * Loads an engine, by name.
   *
   * @param name {@link #MXNET} or {@link #PYTORCH}
   * @return the engine, its native library loaded
   * @throws IllegalStateException when it is not on the class path
   */
  public static Engine load(String name) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    // DJL looks engines up in the context class loader, which on a kernel's worker threads is not
    // ours
    Thread.currentThread().setContextClassLoader(Engines.class.getClassLoader());
    try {
      Engine engine = found(named(name));
      keepThreads(engine.getEngineName());
      SpeedNotice.say(Setting.here(engine.getEngineName()));
      return engine;
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Engine found(String name) {
    ClassLoader loader = Engines.class.getClassLoader();
    if (!EngineArtifacts.present(loader, System.getenv()).contains(name)) {
      throw new IllegalStateException(
          "engine %s is not on the class path with its library; add %s"
              .formatted(name, EngineArtifacts.of(name).names()));
    }
    return Engine.getEngine(name);
  }

  /**
   * Gives PyTorch back the threads that it began with: unless {@code OMP_NUM_THREADS} is set, they
   * fall to one when MXNet's library is loaded after it.
   */
  private static synchronized void keepThreads(String loaded) {
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    } else if (loaded.equals(PYTORCH)) {
      threads = JniUtils.getNumThreads();
    }
  }

  /**
   * Names the device that an engine trains on.
   *
   * @param name of the engine
   * @return {@code cpu} or {@code gpu:0}
   */
  public static String device(String name) {
    return spell(load(name).defaultDevice());
  }

  /**
   * Names a device.
   *
   * @param device of any engine
   * @return {@code cpu} or {@code gpu:0}
   */
  public static String spell(Device device) {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
  }

  /**
   * Describes engine and device in a few words, without loading a native library.
   *
   * @return for example {@code MXNet on cpu (2 cores)}
   */
  public static String describe() {
    return describe(Machine.here());
  }

  static String describe(Machine machine) {
    String place =
        machine.gpus() > 0
            ? "gpu:0 of " + machine.gpus()
            : "cpu (" + Runtime.getRuntime().availableProcessors() + " cores)";
    return choose(machine) + " on " + place;
  }

  /**
   * Lists the settings that make training fast on this machine.
   *
   * @return {@code OMP_NUM_THREADS} and {@code MXNET_ENGINE_TYPE} where MXNet trains, {@code
   *     GLIBC_TUNABLES} on Linux with glibc
   * @throws IllegalArgumentException when {@code GRAFT_ENGINE} names an engine that cannot run here
   */
  public static List<Setting> settings() {
    return Setting.here(choose());
  }

  /**
   * Names the settings that are missing here, in a line.
   *
   * @return for example {@code slow: OMP_NUM_THREADS is not set; start through ./graft}; empty
   *     where all is well
   */
  public static String warning() {
    return Setting.warning(settings());
  }

  /** Tells whether an array lives in PyTorch. */
  static boolean isPyTorch(NDArray array) {
    return array.getManager().getEngine().getEngineName().equals(PYTORCH);
  }
}
