package dev.graft.weights;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that a pickle works on: a stack, the marks set in it, and what was put aside. No
 * opcode reaches below the last mark.
 */
final class PickleStack {
  private final List<Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  void mark() {
    marks.push(values.size());
  }

  void remember(int key) {
    memo.put(key, peek());
  }

  void remember() {
    remember(memo.size());
  }

  Object recall(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new WeightsException("pickle recalls memo " + key + ", which it never stored");
    }
    return value;
  }

  void push(Object value) {
    values.add(value);
  }

  Object peek() {
    floor(1);
    return values.get(values.size() - 1);
  }

  Object pop() {
    floor(1);
    return values.remove(values.size() - 1);
  }

  List<Object> popLast(int count) {
    floor(count);
    return cut(values.size() - count);
  }

  List<Object> popMark() {
    if (marks.isEmpty()) {
      throw new WeightsException("pickle pops a mark that it never set");
    }
    return cut(marks.pop());
  }

  private List<Object> cut(int from) {
    List<Object> tail = values.subList(from, values.size());
    List<Object> copy = new ArrayList<>(tail);
    tail.clear();
    return copy;
  }

  private void floor(int count) {
    int bottom = marks.isEmpty() ? 0 : marks.peek();
    if (values.size() - bottom < count) {
      throw new WeightsException("pickle pops a value that it never pushed");
    }
  }
}
