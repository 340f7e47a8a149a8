package dev.graft.cli;

import dev.graft.Backbone;
import dev.graft.Pretrained;
import dev.graft.TextEncoder;
import java.util.List;
import java.util.Optional;

/**
 * What a user may say of a training; all else is chosen.
 *
 * @param names of backbones to try, empty: those that suit the data
 * @param epochs of each training, if said
 * @param engine that trains, if said
 * @param seed of all that is drawn
 * @param search how many more heads are drawn at most, 0 for none
 * @param gradual whether blocks are unfrozen one after the other
 */
record TrainSettings(
    List<String> names,
    Optional<Integer> epochs,
    Optional<String> engine,
    long seed,
    int search,
    boolean gradual) {

  boolean named() {
    return !names.isEmpty();
  }

  List<Pretrained> backbones(Material material) {
    if (names.isEmpty()) {
      return material.backbones();
    }
    return names.stream().map(name -> named(name, material)).toList();
  }

  private static Pretrained named(String name, Material material) {
    Optional<TextEncoder> encoder = TextEncoder.named(name);
    if (encoder.isPresent() != material instanceof TextMaterial) {
      throw new IllegalArgumentException(
          "%s reads %s, the data is %s"
              .formatted(name, encoder.isPresent() ? "texts" : "photos", material.noun()));
    }
    return encoder.isPresent() ? encoder.get() : Backbone.named(name);
  }
}
