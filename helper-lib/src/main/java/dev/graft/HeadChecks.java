package dev.graft;

import dev.graft.data.Scale;
import dev.graft.weights.Excerpt;
import java.util.List;
import java.util.Optional;

/** What a head may not be, told of its parts. */
final class HeadChecks {
  private HeadChecks() {}

  static void scale(boolean numbers, Optional<Scale> scale, List<String> names) {
    if (numbers != scale.isPresent() || numbers && scale.get().means().size() != names.size()) {
      throw new IllegalArgumentException(
          "scale is " + scale + ", a regressor needs one of its numbers, " + Excerpt.of(names));
    }
  }

  static void names(List<String> names, int least, boolean two) {
    if (names.size() < least || names.size() != names.stream().distinct().count()) {
      String right = least == 1 ? "different names" : "two or more different names";
      throw new IllegalArgumentException(
          "classes is %s, must be %s".formatted(Excerpt.of(names), right));
    }
    if (two && names.size() != 2) {
      throw new IllegalArgumentException(
          "classes is %s, a binary head needs exactly two; use Head.classifier"
              .formatted(Excerpt.of(names)));
    }
  }

  /**
   * Asks of a segmenter for a decoder, and of all others for none.
   *
   * @param pixels whether each of them keeps its place
   */
  static void decoder(Optional<Decoder> decoder, boolean masks, boolean pixels) {
    if (decoder.isPresent() != masks) {
      throw new IllegalArgumentException(
          decoder
              .map(its -> "decoder is " + its + ", which only a segmenter has")
              .orElse("no decoder"));
    }
    if (masks && !pixels) {
      throw new IllegalArgumentException(
          "a segmenter keeps its pixels: it has dropout, but nothing dense or flattened");
    }
  }
}
