package dev.graft.infer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What computes here, by its name and its instructions, as far as Linux says.
 *
 * @param name as its maker has it, or its architecture where that is not known
 * @param x86 whether it is one of that family
 * @param flags its instruction sets by Linux's names; empty where they are not known
 */
public record Processor(String name, boolean x86, Set<String> flags) {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final Processor HERE = of(LINUX, System.getProperty("os.arch"));

  /** Copies the flags. */
  public Processor {
    flags = Set.copyOf(flags);
  }

  /**
   * Gives the one of this machine.
   *
   * @return read once
   */
  public static Processor here() {
    return HERE;
  }

  static Processor of(Path cpuinfo, String architecture) {
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    try {
      List<String> lines = Files.readAllLines(cpuinfo);
      String name = first(lines, "model name");
      Set<String> flags = Set.copyOf(List.of(first(lines, "flags").split(" +")));
      return new Processor(name.isEmpty() ? architecture : name, x86, flags);
    } catch (IOException notLinux) {
      return new Processor(architecture, x86, Set.of());
    }
  }

  private static String first(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  /**
   * Tells whether it multiplies bytes and sums four products into 32 bits in one instruction.
   *
   * @return true on x86 with VNNI
   */
  public boolean vnni() {
    return flags.contains("avx512_vnni") || flags.contains("avx_vnni");
  }

  /** Whether ONNX Runtime's sums of products of bytes are right here with weights of 8 bits. */
  boolean sumsBytes() {
    return !x86 || vnni();
  }

  /** Names it, and says whether it multiplies whole numbers in one instruction. */
  @Override
  public String toString() {
    return x86 ? name + (vnni() ? ", with VNNI" : ", without VNNI") : name;
  }
}
