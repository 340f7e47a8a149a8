package dev.graft.data;

import java.util.List;

/** Texts as an evaluation reads them. */
record AsWritten(List<Text> texts) implements Wording {
  @Override
  public int size() {
    return texts.size();
  }

  @Override
  public Text text(int index) {
    return texts.get(index);
  }

  @Override
  public ContentKey key(int index) {
    return texts.get(index).key();
  }
}
