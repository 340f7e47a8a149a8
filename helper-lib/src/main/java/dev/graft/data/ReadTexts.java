package dev.graft.data;

import dev.graft.text.Tokens;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Texts as a network is fed them: ids and a mask; each is encoded once, when it is asked for. */
final class ReadTexts implements Inputs {
  private final Wording texts;
  private final TextContract contract;
  private final AtomicReferenceArray<Tokens> encoded;

  ReadTexts(Wording texts, TextContract contract) {
    this.texts = texts;
    this.contract = contract;
    this.encoded = new AtomicReferenceArray<>(texts.size());
  }

  @Override
  public int size() {
    return texts.size();
  }

  @Override
  public TextContract contract() {
    return contract;
  }

  @Override
  public String name(int index) {
    return texts.text(index).id();
  }

  @Override
  public Optional<ContentKey> key(int index) {
    return Optional.of(texts.key(index));
  }

  /** Two threads may encode one at the same time, to the same ids. */
  Tokens tokens(int index) {
    Tokens known = encoded.get(index);
    if (known == null) {
      known = contract.encode(texts.text(index).words());
      encoded.set(index, known);
    }
    return known;
  }

  @Override
  public int positions(int index) {
    return contract.positions(tokens(index).ids().length);
  }

  @Override
  public void read(int index, FloatBuffer... into) {
    int[] ids = tokens(index).ids();
    int room = into[0].remaining();
    for (int i = 0; i < room; i++) {
      into[0].put(i < ids.length ? ids[i] : 0);
      into[1].put(i < ids.length && !texts.hides(index, i) ? 1 : 0);
    }
  }
}
