package dev.graft.data;

import java.nio.FloatBuffer;
import java.util.Optional;

/** Pictures as a network is shown them: {@code (3, H, W)}, normalized. */
record ShownImages(Sight sight, InputContract contract) implements Inputs {
  /** The pictures with what they should be taken for as they are shown. */
  Examples examples() {
    Answers answers = sight.pictures().answers();
    return new Examples(
        this, answers instanceof Masks masks ? masks.shown(sight, contract) : answers);
  }

  @Override
  public int size() {
    return sight.pictures().size();
  }

  @Override
  public String name(int index) {
    return sight.pictures().list().get(index).id();
  }

  @Override
  public Optional<ContentKey> key(int index) {
    return Optional.of(sight.key(index));
  }

  @Override
  public void read(int index, FloatBuffer... into) {
    sight.planes(index, contract).normalize(contract, into[0]);
  }
}
