package dev.graft.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What stands along an axis, taken as plotly takes it: as numbers or times where all are such, else
 * as names in the order in which they first come.
 */
final class Values {
  private static final double SECONDS = 86_400;
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

  private enum Kind {
    NUMBERS,
    TIMES,
    NAMES
  }

  private final Kind kind;
  private final List<String> names;

  private Values(Kind kind, List<String> names) {
    this.kind = kind;
    this.names = names;
  }

  static Values of(List<JsonNode> arrays) {
    List<JsonNode> known = new ArrayList<>();
    arrays.forEach(array -> array.forEach(known::add));
    known.removeIf(JsonNode::isNull);
    if (known.stream().allMatch(JsonNode::isNumber)) {
      return new Values(Kind.NUMBERS, List.of());
    }
    List<String> words = known.stream().map(JsonNode::asText).distinct().toList();
    return words.stream().allMatch(word -> days(word).isPresent())
        ? new Values(Kind.TIMES, List.of())
        : new Values(Kind.NAMES, words);
  }

  boolean named() {
    return kind == Kind.NAMES;
  }

  List<String> names() {
    return names;
  }

  /** Where the values lie; times in days, names by their place. NaN where one is missing. */
  double[] of(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> at(array.get(i))).toArray();
  }

  private double at(JsonNode value) {
    if (value.isNull()) {
      return Double.NaN;
    }
    return switch (kind) {
      case NUMBERS -> value.asDouble();
      case TIMES -> days(value.asText()).orElse(Double.NaN);
      case NAMES -> names.indexOf(value.asText());
    };
  }

  /** An axis from the first to the last edge of bars, which are wider than a point. */
  Scale edges(DoubleStream edges, double margin) {
    DoubleSummaryStatistics range = edges.filter(Double::isFinite).summaryStatistics();
    if (kind == Kind.NAMES || !(range.getMax() > range.getMin())) {
      return scale(DoubleStream.empty(), false, margin);
    }
    double room = margin * (range.getMax() - range.getMin());
    double low = range.getMin() == 0 ? 0 : range.getMin() - room;
    Scale scale = Scale.between(low, range.getMax() == 0 ? 0 : range.getMax() + room);
    return kind == Kind.TIMES ? dated(scale) : scale;
  }

  /** An axis around these positions. */
  Scale scale(DoubleStream positions, boolean logarithmic, double margin) {
    if (kind == Kind.NAMES) {
      double[] ticks = IntStream.range(0, names.size()).asDoubleStream().toArray();
      return new Scale(false, -0.6, names.size() - 0.4, ticks, names);
    }
    double[] finite = positions.filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return Scale.between(0, 1);
    }
    Scale scale = Scale.of(finite, logarithmic ? 1 : Double.POSITIVE_INFINITY, margin);
    return kind == Kind.TIMES ? dated(scale) : scale;
  }

  private static Scale dated(Scale scale) {
    double[] ticks = scale.ticks();
    boolean whole = Arrays.stream(ticks).allMatch(day -> day == Math.rint(day));
    List<String> labels =
        Arrays.stream(ticks)
            .mapToObj(day -> whole ? LocalDate.ofEpochDay((long) day).toString() : minute(day))
            .toList();
    return new Scale(false, scale.low(), scale.high(), ticks, labels);
  }

  private static String minute(double day) {
    return LocalDateTime.ofEpochSecond(Math.round(day * SECONDS), 0, ZoneOffset.UTC)
        .format(MINUTES);
  }

  private static OptionalDouble days(String text) {
    try {
      if (!text.contains("T")) {
        return OptionalDouble.of(LocalDate.parse(text).toEpochDay());
      }
      Instant moment =
          text.endsWith("Z")
              ? Instant.parse(text)
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      return OptionalDouble.of(moment.getEpochSecond() / SECONDS);
    } catch (DateTimeParseException e) {
      return OptionalDouble.empty();
    }
  }
}
