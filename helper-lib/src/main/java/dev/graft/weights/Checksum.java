package dev.graft.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a publisher says of a file's bytes: a whole SHA-256, the first digits of one (torchvision's
 * file names), an MD5 (Keras), or nothing.
 *
 * @param kind of hash
 * @param digits hexadecimal, lower case, as many as are published; empty for {@link Kind#NONE}
 */
public record Checksum(Kind kind, String digits) {
  private static final int BLOCK = 1 << 16;
  private static final int SHA256_DIGITS = 64;
  private static final int MD5_DIGITS = 32;

  /** Which hash is published. */
  public enum Kind {
    /** SHA-256, 8 to 64 of its digits. */
    SHA256("SHA-256", "sha256"),
    /** MD5: guards against damage, not against malice. */
    MD5("MD5", "md5"),
    /** None: what comes is taken, and its SHA-256 is told. */
    NONE("SHA-256", "sha256");

    private final String algorithm;
    private final String title;

    Kind(String algorithm, String title) {
      this.algorithm = algorithm;
      this.title = title;
    }
  }

  /** Checks the digits. */
  public Checksum {
    digits = digits.toLowerCase(Locale.ROOT);
    switch (kind) {
      case SHA256 -> require(digits, "[0-9a-f]{8,64}", "sha256", "8 to 64 hexadecimal digits");
      case MD5 -> require(digits, "[0-9a-f]{32}", "md5", "32 hexadecimal digits");
      case NONE -> require(digits, "", "hash", "empty where none is published");
    }
  }

  private static void require(String digits, String pattern, String title, String expected) {
    if (!digits.matches(pattern)) {
      throw new IllegalArgumentException(title + " is \"" + digits + "\", must be " + expected);
    }
  }

  /**
   * Expects a SHA-256.
   *
   * @param digits 64 hexadecimal ones, or the first 8 or more of them
   * @return the expectation
   */
  public static Checksum sha256(String digits) {
    return new Checksum(Kind.SHA256, digits);
  }

  /**
   * Expects an MD5.
   *
   * @param digits 32 hexadecimal ones
   * @return the expectation
   */
  public static Checksum md5(String digits) {
    return new Checksum(Kind.MD5, digits);
  }

  /**
   * Expects nothing.
   *
   * @return what every file fulfils
   */
  public static Checksum none() {
    return new Checksum(Kind.NONE, "");
  }

  /**
   * Reads a cell of the catalogue.
   *
   * @param text {@code sha256:…}, {@code md5:…} or {@code none}
   * @return the expectation
   * @throws IllegalArgumentException when it is none of these
   */
  public static Checksum parse(String text) {
    if (text.equals("none")) {
      return none();
    }
    int colon = text.indexOf(':');
    String digits = text.substring(colon + 1);
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "sha256" -> sha256(digits);
      case "md5" -> md5(digits);
      default ->
          throw new IllegalArgumentException(
              "hash is \"" + text + "\", must be sha256:DIGITS, md5:DIGITS or none");
    };
  }

  /**
   * Tells whether there is anything to compare with.
   *
   * @return false for {@link Kind#NONE}
   */
  public boolean isKnown() {
    return kind != Kind.NONE;
  }

  /**
   * Says in one word how well the file can be checked.
   *
   * @return {@code sha256}, {@code sha256 (first 8 digits)}, {@code md5} or {@code unverified}
   */
  public String state() {
    return switch (kind) {
      case NONE -> "unverified";
      case MD5 -> kind.title;
      case SHA256 ->
          digits.length() == SHA256_DIGITS
              ? kind.title
              : kind.title + " (first " + digits.length() + " digits)";
    };
  }

  /** Says which hash it should have, as in {@code sha256 5793…}. */
  @Override
  public String toString() {
    return isKnown() ? kind.title + " " + expected() : "no published hash";
  }

  String expected() {
    boolean whole = digits.length() == (kind == Kind.MD5 ? MD5_DIGITS : SHA256_DIGITS);
    return whole ? digits : digits + "…";
  }

  String title() {
    return kind.title;
  }

  /** Hashes a file as this expectation wants it. */
  String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
    }
  }

  /** Copies a stream to its end and hashes what was copied as this expectation wants it. */
  String copy(InputStream in, OutputStream out, long most) throws IOException {
    MessageDigest digest = digest(kind.algorithm);
    byte[] block = new byte[BLOCK];
    long left = most;
    for (int count = in.read(block); count >= 0; count = in.read(block)) {
      left -= count;
      if (left < 0) {
        throw new IOException("it has more than " + most + " bytes");
      }
      digest.update(block, 0, count);
      out.write(block, 0, count);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  boolean accepts(String actual) {
    return actual.startsWith(digits);
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
