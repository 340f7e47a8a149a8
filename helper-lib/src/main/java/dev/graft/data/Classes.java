package dev.graft.data;

import java.util.Arrays;

/**
 * One class for each input.
 *
 * @param labels the class of each, an index from 0
 */
public record Classes(int... labels) implements Answers {
  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Classes at(int... indices) {
    return new Classes(Arrays.stream(indices).map(i -> labels[i]).toArray());
  }

  @Override
  public String kind() {
    return "classes";
  }

  @Override
  public String text(int index) {
    return Integer.toString(labels[index]);
  }
}
