package dev.graft.data;

/** What is done about a file that is not a readable image. */
public enum Unreadable {
  /** It is left out, counted, and listed by {@link ImageSet#rejected()}. */
  SKIP,
  /** It ends the call with an exception that names it. */
  FATAL
}
