package dev.graft.bench;

import dev.graft.engine.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does time grow with the images and memory not? Each size is a process and a home of its own. */
@Command(
    name = "growth",
    description = "Seconds, peak memory and cache size of feature extraction as images grow.",
    mixinStandardHelpOptions = true)
final class GrowthJob implements Callable<Integer> {
  @Option(
      names = "--images",
      split = ",",
      defaultValue = "1000,10000,100000",
      description = "drawn images of the garden, default ${DEFAULT-VALUE}")
  private List<Integer> sizes;

  @Option(
      names = "--heap",
      defaultValue = "1536m",
      description = "what the JVM may take at most (-Xmx), default ${DEFAULT-VALUE}")
  private String heap;

  @Override
  public Integer call() {
    Engine.Place place = Engine.Place.here();
    List<Figure> figures = new ArrayList<>();
    for (int images : sizes) {
      figures.addAll(run(place, heap, Common.atLeast("images", images)));
    }
    new Results("growth", figures).publish(place.results());
    return 0;
  }

  private static List<Figure> run(Engine.Place place, String heap, int images) {
    try (TemporaryHome home = TemporaryHome.in(place.results())) {
      Engine engine =
          Engine.graft(Engines.choose())
              .with("GRAFT_HOME", home.path().toString())
              .with("JDK_JAVA_OPTIONS", "-Xmx" + heap);
      Path log = place.results().resolve("logs").resolve("growth.log");
      try (Worker worker = Worker.start(engine, log)) {
        Answer answer =
            worker.ask("growth", Map.of("images", images, "home", home.path().toString()));
        String name = images + " images";
        if (answer.absent().isPresent()) {
          return List.of(Figure.absent(name, engine.name(), Unit.SECONDS, answer.absent().get()));
        }
        return List.of(
            figure(name, engine, Unit.SECONDS, answer, "seconds"),
            figure(name + ", processor time", engine, Unit.SECONDS, answer, "processor"),
            figure(name + ", images a second", engine, Unit.IMAGES, answer.rate(), ""),
            figure(name + ", heap + direct", engine, Unit.MEBIBYTES, answer, "memory"),
            figure(name + ", cache", engine, Unit.MEBIBYTES, answer, "cache"));
      }
    }
  }

  private static Figure figure(
      String name, Engine engine, Unit unit, Answer answer, String member) {
    return figure(name, engine, unit, answer.number(member), "");
  }

  private static Figure figure(String name, Engine engine, Unit unit, double value, String note) {
    return Figure.of(name, engine.name(), unit, Series.of(value), note);
  }
}
