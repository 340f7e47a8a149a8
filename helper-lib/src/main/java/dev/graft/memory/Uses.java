package dev.graft.memory;

/**
 * Counts who uses something, its owner among them, and frees it when the last one is done: a call
 * that is under way finishes on what it began with, whoever closes that meanwhile.
 *
 * <pre>{@code
 * Uses uses = new Uses(session::close);
 * try (Uses.Use use = uses.begin()) { … }   // on any thread
 * uses.end();                               // the owner's, once
 * }</pre>
 */
public final class Uses {
  private final Runnable free;
  private int count = 1;
  private boolean ownerIsDone;

  /**
   * Begins with the owner's own use.
   *
   * @param free is called once, by the last who is done, on its thread
   */
  public Uses(Runnable free) {
    this.free = free;
  }

  /**
   * Begins a use.
   *
   * @return the use; close it
   * @throws IllegalStateException when all is freed already
   */
  public synchronized Use begin() {
    if (count == 0) {
      throw new IllegalStateException("it is freed already; a use must begin before the last ends");
    }
    count++;
    return new Use();
  }

  /** Ends the owner's use; a second call does nothing. */
  public void end() {
    synchronized (this) {
      if (ownerIsDone) {
        return;
      }
      ownerIsDone = true;
    }
    leave();
  }

  private void leave() {
    boolean last;
    synchronized (this) {
      count--;
      last = count == 0;
    }
    if (last) {
      free.run();
    }
  }

  /** One use, by one call. */
  public final class Use implements AutoCloseable {
    private boolean ended;

    private Use() {}

    /** Ends it; a second call does nothing. */
    @Override
    public void close() {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
      }
      leave();
    }
  }
}
