package dev.graft.infer.read;

/** Tokens are weighed by their mask: they are averaged, and what was computed of each ends here. */
final class MeetsMaskException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is weighed. */
  private final transient Flow flow;

  MeetsMaskException(Flow flow) {
    super("it weighs by the mask what is no score of attention");
    this.flow = flow;
  }

  Flow flow() {
    return flow;
  }
}
