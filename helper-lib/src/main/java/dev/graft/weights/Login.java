package dev.graft.weights;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A name and a password that stood in an address. They are sent to the server of that address and
 * to no other, and nothing prints them.
 */
final class Login {
  private final URI server;
  private final String user;
  private final String password;

  private Login(URI server, String user, String password) {
    this.server = server;
    this.user = user;
    this.password = password;
  }

  /** Reads what stands before the {@code @}, percent-decoded. */
  static Optional<Login> of(URI url) {
    String raw = url.getRawUserInfo();
    if (raw == null || raw.isEmpty()) {
      return Optional.empty();
    }
    int colon = raw.indexOf(':');
    String user = colon < 0 ? raw : raw.substring(0, colon);
    String password = colon < 0 ? "" : raw.substring(colon + 1);
    return Optional.of(new Login(without(url), decoded(user), decoded(password)));
  }

  /** In an address, other than in a form, a plus is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Gives the address as it may be printed and asked for. */
  static URI without(URI url) {
    String raw = url.getRawUserInfo();
    return raw == null ? url : URI.create(url.toString().replace("//" + raw + "@", "//"));
  }

  /** Hides what may be a password in a text that is no address, whatever letters it has. */
  static String hidden(String text) {
    return Excerpt.of(text.replaceFirst("(?s)^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", "$1…@"));
  }

  boolean isFor(URI url) {
    return server.getScheme().equalsIgnoreCase(url.getScheme())
        && server.getHost().equalsIgnoreCase(url.getHost())
        && port(server) == port(url);
  }

  private static int port(URI url) {
    boolean secure = url.getScheme().toLowerCase(Locale.ROOT).equals("https");
    return url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
  }

  String user() {
    return user;
  }

  char[] password() {
    return password.toCharArray();
  }

  /** Says it as the header {@code Authorization} does (RFC 7617). */
  String basic() {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  public String toString() {
    return "login at " + server;
  }
}
