package dev.graft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The inner pieces, one by one, in JMH. */
@Command(
    name = "jmh",
    description = "Decoding, augmentation, export and a cache hit in JMH; takes JMH's own options.")
final class JmhJob implements Callable<Integer> {
  @Parameters(arity = "0..*", description = "as JMH's own command line takes them")
  private List<String> options = List.of();

  @Override
  public Integer call() throws IOException {
    Path results = Files.createDirectories(Engine.Place.here().results());
    List<String> all =
        new ArrayList<>(List.of("-rf", "json", "-rff", results.resolve("jmh.json").toString()));
    all.addAll(options);
    org.openjdk.jmh.Main.main(all.toArray(String[]::new));
    return 0;
  }
}
