package dev.graft.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.engine.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** From nothing to the first prediction: a kernel's start, the imports, a network, one photo. */
@Command(
    name = "start",
    description = "Cold start of a notebook to its first prediction.",
    mixinStandardHelpOptions = true)
final class StartJob implements Callable<Integer> {
  @Mixin private Common common;

  @Override
  public Integer call() {
    Engine.Place place = Engine.Place.here();
    Path logs = place.results().resolve("logs");
    Path photo = photo(Photos.garden(place.results(), 2));
    Map<Engine, String> notebooks = new LinkedHashMap<>();
    Path own = Path.of(System.getProperty("graft.python", place.python().toString()));
    for (String engine : List.of(Engines.MXNET, Engines.PYTORCH)) {
      notebooks.put(
          starter(place, "graft-" + engine, own).with("GRAFT_ENGINE", engine), "graft.json");
    }
    notebooks.put(starter(place, "pytorch", place.python()), "pytorch.json");
    notebooks.put(starter(place, "keras", place.python()), "keras.json");
    notebooks.keySet().retainAll(common.of(List.copyOf(notebooks.keySet())));
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, String> absent = new LinkedHashMap<>();
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("logs cannot be written", e);
    }
    for (int repetition = 0; repetition < common.repetitions(); repetition++) {
      notebooks.forEach(
          (engine, notebook) -> {
            Answer answer = run(engine, logs, place.peer("start-" + notebook), photo);
            answer
                .absent()
                .ifPresentOrElse(
                    why -> absent.put(engine.name(), why),
                    () ->
                        seconds
                            .computeIfAbsent(engine.name(), key -> new ArrayList<>())
                            .add(answer.number("seconds")));
          });
    }
    List<Figure> figures = new ArrayList<>();
    String name = "notebook to first prediction";
    for (Engine engine : notebooks.keySet()) {
      List<Double> values = seconds.get(engine.name());
      figures.add(
          values == null
              ? Figure.absent(name, engine.name(), Unit.SECONDS, absent.get(engine.name()))
              : Figure.of(name, engine.name(), Unit.SECONDS, new Series(values), ""));
    }
    new Results("start", figures).publish(place.results());
    return 0;
  }

  private static Engine starter(Engine.Place place, String name, Path python) {
    return new Engine(
        name, List.of(python.toString(), place.peer("start.py").toString()), Map.of());
  }

  /** A fresh process each time: cold is cold. */
  private static Answer run(Engine engine, Path logs, Path notebook, Path photo) {
    if (!engine.missing().isEmpty()) {
      return Answer.absent(engine.missing());
    }
    try (Worker worker = Worker.start(engine, logs.resolve("start-" + engine.name() + ".log"))) {
      List<?> cells =
          new ObjectMapper()
              .readValue(Files.readString(notebook, StandardCharsets.UTF_8), List.class);
      return worker.ask("run", Map.of("cells", cells, "photo", photo.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("notebook is not readable: " + notebook, e);
    }
  }

  private static Path photo(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow().toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("no photo in " + folder, e);
    }
  }
}
