package dev.graft.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine answered.
 *
 * @param members of the JSON object
 */
record Answer(Map<String, Object> members) {
  static Answer absent(String why) {
    return new Answer(Map.of("absent", why));
  }

  /** Tells why there is no figure, if there is none. */
  Optional<String> absent() {
    Object why = members.containsKey("absent") ? members.get("absent") : members.get("error");
    return Optional.ofNullable(why).map(Object::toString);
  }

  double number(String name) {
    if (members.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalStateException("answer has no number \"%s\": %s".formatted(name, members));
  }

  /** Numbers in a row; where there is none, the figure does not exist. */
  List<Optional<Double>> numbers(String name) {
    if (members.get(name) instanceof List<?> row) {
      return row.stream().map(Answer::finite).toList();
    }
    throw new IllegalStateException("answer has no numbers \"%s\": %s".formatted(name, members));
  }

  private static Optional<Double> finite(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  /** Images a second. */
  double rate() {
    return number("images") / number("seconds");
  }

  String text(String name) {
    return members.getOrDefault(name, "").toString();
  }
}
