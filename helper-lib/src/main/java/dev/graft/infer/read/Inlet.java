package dev.graft.infer.read;

import java.util.Map;

/** What a file is fed: one image, or a text's ids with what tells of them. */
sealed interface Inlet permits Entry, TextEntry {
  /** The value on which layers hang. */
  String name();

  /** How many samples the file is made for; 0 where that is open. */
  long fixedBatch();

  /** Draws what is put in; gives what each of the file's inputs stands for. */
  Map<String, Value> values(Drawing drawing);
}
