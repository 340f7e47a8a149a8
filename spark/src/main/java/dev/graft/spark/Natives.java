package dev.graft.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * ONNX Runtime's native libraries, unpacked once a host: each JVM would unpack 30 MB of its own
 * into the folder for temporary files. They lie in Graft's home; what lies there with another
 * length than the jar's is replaced. Where the home cannot be written, each JVM unpacks them as
 * before.
 */
final class Natives {
  private static final String PROPERTY = "onnxruntime.native.path";
  private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");

  private Natives() {}

  /** Before ONNX Runtime is asked for the first time in this JVM. */
  static synchronized void unpackOnce() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    folder()
        .ifPresent(
            folder -> {
              try {
                Files.createDirectories(folder);
                for (String library : LIBRARIES) {
                  unpack(System.mapLibraryName(library), folder);
                }
                System.setProperty(PROPERTY, folder.toString());
              } catch (IOException eachJvmItsOwn) {
                System.clearProperty(PROPERTY);
              }
            });
  }

  private static String resource(String file) {
    return "/ai/onnxruntime/native/" + platform() + "/" + file;
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String short_ = arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch;
    return (os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux") + "-" + short_;
  }

  private static Optional<Path> folder() {
    String version = ai.onnxruntime.OrtEnvironment.class.getPackage().getImplementationVersion();
    String name = "onnxruntime-" + (version == null ? length("onnxruntime") : version);
    boolean there = LIBRARIES.stream().allMatch(library -> length(library) > 0);
    return there
        ? Optional.of(
            dev.graft.weights.GraftHome.ofThisProcess()
                .folder()
                .toAbsolutePath()
                .resolve("natives")
                .resolve(name + "-" + platform()))
        : Optional.empty();
  }

  /** Tells how many bytes a library has in the jar; 0 where it has none for this machine. */
  private static long length(String library) {
    var url = Natives.class.getResource(resource(System.mapLibraryName(library)));
    try {
      return url == null ? 0 : url.openConnection().getContentLengthLong();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void unpack(String file, Path folder) throws IOException {
    Path target = folder.resolve(file);
    try (InputStream in = Natives.class.getResourceAsStream(resource(file))) {
      byte[] bytes = in.readAllBytes();
      if (Files.isRegularFile(target) && Files.size(target) == bytes.length) {
        return;
      }
      Path part = Files.createTempFile(folder, file, ".part");
      Files.write(part, bytes);
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
