package dev.graft.data;

/** What is done about a file that is not a readable image. */
public enum Unreadable {
  /**
   * It is left out, counted, and listed by {@link ImageSet#rejected()}. Files are looked at, not
   * decoded: their kind, their size and whether their end is there, some 10,000 a second. One that
   * is damaged in the middle is found when it is first decoded; training, evaluation and prediction
   * then begin again without all that are unreadable, and say so in a line.
   */
  SKIP,
  /**
   * Every file is decoded at once, and what cannot be is left out, counted, and listed. It costs as
   * much as an epoch's decoding: some 10 ms a photo of one megapixel and core.
   */
  CHECK,
  /** It ends the call with an exception that names it. */
  FATAL
}
