package dev.graft.cli;

import dev.graft.TextEncoder;
import dev.graft.weights.Excerpt;

/** Finds text encoders by the names that users type. */
final class TextEncoders {
  private TextEncoders() {}

  static TextEncoder named(String name) {
    return TextEncoder.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no text encoder %s; there are %s"
                        .formatted(
                            Excerpt.quoted(name),
                            Excerpt.listed(
                                TextEncoder.all().stream().map(TextEncoder::name).toList()))));
  }
}
