package dev.graft.data;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What says that some inputs of a set had better be left out of it. */
public interface Suspect {
  /**
   * Names the inputs that {@link ImageSet#without} leaves out.
   *
   * @return ids, none where nothing is to be left out
   */
  List<String> leftOut();

  /** Names all that any of them leaves out. */
  static Set<String> all(Collection<? extends Suspect> suspects) {
    Set<String> all = new HashSet<>();
    suspects.forEach(suspect -> all.addAll(suspect.leftOut()));
    return all;
  }
}
