package dev.graft;

import dev.graft.data.InputContract;
import dev.graft.weights.Checksum;
import dev.graft.weights.WeightFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The published weight sets, read from one table a publisher beside this class. Each table's head
 * says where its facts were read; a new set is a new line.
 */
final class WeightTable {
  /** The order decides which set is a backbone's own: the first. */
  static final List<String> PUBLISHERS =
      List.of("packages", "torchvision", "keras", "meta", "timm", "tensorflow", "huggingface");

  private static final Map<String, List<WeightSet>> SETS =
      PUBLISHERS.stream()
          .flatMap(publisher -> lines(publisher).map(line -> Line.of(publisher, line)))
          .collect(
              Collectors.groupingBy(
                  Line::backbone,
                  LinkedHashMap::new,
                  Collectors.mapping(Line::set, Collectors.toUnmodifiableList())));

  private WeightTable() {}

  /** Lists the sets of a backbone, of every flavour, the best known first. */
  static List<WeightSet> of(String backbone) {
    return SETS.getOrDefault(backbone, List.of());
  }

  static Stream<String> lines(String publisher) {
    String name = "catalogue/" + publisher + ".csv";
    try (InputStream in = WeightTable.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + WeightTable.class);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).skip(1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** One line of a table. */
  record Line(String backbone, WeightSet set) {
    private static final int CELLS = 16;

    static Line of(String publisher, String line) {
      String[] cells = line.split(",", -1);
      if (cells.length != CELLS) {
        throw new IllegalArgumentException(
            publisher + ".csv has " + cells.length + " cells, needs " + CELLS + ": " + line);
      }
      int size = Integer.parseInt(cells[9]);
      var contract =
          new InputContract(
              size,
              size,
              InputContract.Order.valueOf(cells[11]),
              channels(cells[12]),
              channels(cells[13]),
              share(cells[10]),
              InputContract.Interpolation.valueOf(cells[14].toUpperCase(Locale.ROOT)));
      OptionalDouble top1 =
          cells[8].isEmpty()
              ? OptionalDouble.empty()
              : OptionalDouble.of(Double.parseDouble(cells[8]));
      return new Line(
          cells[0], new WeightSet(cells[1], cells[2], file(cells), cells[7], top1, contract));
    }

    /** A line without a file's name is of files that users have. */
    private static Optional<WeightFile> file(String[] cells) {
      int slash = cells[5].indexOf('/');
      return cells[3].isEmpty()
          ? Optional.empty()
          : Optional.of(
              new WeightFile(
                  cells[3],
                  Checksum.parse(cells[6]),
                  Stream.of(cells[4]).filter(url -> !url.isEmpty()).map(URI::create).toList(),
                  slash < 0 ? "" : cells[5].substring(0, slash),
                  cells[5].substring(slash + 1),
                  cells[15]));
    }

    /** One value for all channels, or one a channel. */
    private static List<Float> channels(String cell) {
      List<Float> values = Arrays.stream(cell.split(" ")).map(Float::valueOf).toList();
      return values.size() == 1 ? List.of(values.get(0), values.get(0), values.get(0)) : values;
    }

    /** {@code 0.875}, or {@code 224/256} where the publisher states crop and resize. */
    private static double share(String cell) {
      double[] numbers = Arrays.stream(cell.split("/")).mapToDouble(Double::parseDouble).toArray();
      return numbers.length == 2 ? numbers[0] / numbers[1] : numbers[0];
    }
  }
}
