package dev.graft.text;

/** Says that a tokenizer's file is damaged, or asks for what Graft does not do. */
public final class TokenizerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  TokenizerException(String message) {
    super(message);
  }

  TokenizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
