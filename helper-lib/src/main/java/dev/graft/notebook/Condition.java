package dev.graft.notebook;

import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/** Decides whether a value is as promised; made by {@link Promises}. */
public final class Condition {
  private final String text;
  private final Predicate<Object> test;

  private Condition(String text, Predicate<Object> test) {
    this.text = text;
    this.test = test;
  }

  static Condition of(String text, Predicate<Object> test) {
    return new Condition(text, test);
  }

  /** Holds for numbers only. */
  static Condition number(String text, DoublePredicate test) {
    return new Condition(
        text, value -> value instanceof Number number && test.test(number.doubleValue()));
  }

  boolean holds(Object value) {
    return test.test(value);
  }

  @Override
  public String toString() {
    return text;
  }
}
