package dev.graft.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.plot.BenchFigure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The figures of one job: as a table, as JSON and as a picture for each unit. */
final class Results {
  private final String job;
  private final List<Figure> figures;

  Results(String job, List<Figure> figures) {
    this.job = job;
    this.figures = List.copyOf(figures);
  }

  /** Prints, then writes {@code JOB.json} and the pictures into a folder. */
  void publish(Path folder) {
    System.out.print(new ResultTable(figures));
    write(folder.resolve(job + ".json"));
    Map<Unit, List<Figure>> units =
        figures.stream()
            .filter(f -> f.series().isPresent())
            .collect(Collectors.groupingBy(Figure::unit, LinkedHashMap::new, Collectors.toList()));
    units.forEach((unit, of) -> draw(folder, unit, of));
    System.out.println("written to " + folder.resolve(job + ".json"));
  }

  private void draw(Path folder, Unit unit, List<Figure> of) {
    Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
    for (Figure figure : of) {
      bars.computeIfAbsent(figure.engine(), engine -> new LinkedHashMap<>())
          .put(figure.name(), figure.series().orElseThrow().median());
    }
    String name = job + "-" + unit.name().toLowerCase(Locale.ROOT);
    BenchFigure.of(job, unit.toString(), bars).save(folder.resolve(name + ".png"));
  }

  private void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling("." + job + UUID.randomUUID() + ".json");
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), json());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("benchmark results cannot be written", e);
    }
  }

  /** Every figure once, and every figure of Graft's beside each peer's of the same case. */
  List<Map<String, Object>> json() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Figure figure : figures) {
      if (!Engine.isGraft(figure.engine())) {
        rows.add(row(figure));
        continue;
      }
      List<Figure> peers =
          figures.stream()
              .filter(f -> f.name().equals(figure.name()) && f.unit() == figure.unit())
              .filter(f -> !Engine.isGraft(f.engine()))
              .toList();
      if (peers.isEmpty()) {
        rows.add(row(figure));
      }
      for (Figure peer : peers) {
        Map<String, Object> row = row(figure);
        row.put("peer", peer.engine());
        peer.series()
            .ifPresentOrElse(
                series -> {
                  row.put("peerValue", series.median());
                  row.put("peerMinimum", series.minimum());
                  row.put("peerMaximum", series.maximum());
                },
                () -> row.put("peerAbsent", peer.note()));
        figure.ratio(peer).ifPresent(ratio -> row.put("ratio", ratio));
        rows.add(row);
      }
    }
    return rows;
  }

  private static Map<String, Object> row(Figure figure) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", figure.name());
    row.put("engine", figure.engine());
    row.put("value", figure.series().map(Series::median).orElse(null));
    row.put("unit", figure.unit().toString());
    figure
        .series()
        .ifPresentOrElse(
            series -> {
              row.put("minimum", series.minimum());
              row.put("maximum", series.maximum());
              row.put("mean", series.mean());
              row.put("values", series.values());
              row.put("repetitions", series.values().size());
              row.put("note", figure.note());
            },
            () -> row.put("absent", figure.note()));
    return row;
  }
}
