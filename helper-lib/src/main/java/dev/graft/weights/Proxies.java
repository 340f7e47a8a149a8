package dev.graft.weights;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the proxy of a download: Java's own properties ({@code https.proxyHost} …) where they
 * name one, else the variables that other programs obey, {@code HTTPS_PROXY}, {@code HTTP_PROXY},
 * {@code ALL_PROXY} and {@code NO_PROXY}, in either case.
 */
final class Proxies extends ProxySelector {
  private static final int HTTP_PORT = 80;
  private final GraftHome home;

  Proxies(GraftHome home) {
    this.home = home;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (System.getProperty(scheme + ".proxyHost") != null
        || Boolean.getBoolean("java.net.useSystemProxies")) {
      return ProxySelector.getDefault().select(uri);
    }
    return address(scheme)
        .filter(proxy -> !isExempt(uri))
        .map(proxy -> new InetSocketAddress(proxy.getHost(), port(proxy)))
        .map(address -> new Proxy(Proxy.Type.HTTP, address))
        .map(List::of)
        .orElse(List.of(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // the download reports it
  }

  /**
   * Knows the name and password that stand in the proxy's address, if any do. The JDK's client then
   * sends no header of the caller's to the server, so that the server's login is told here too.
   */
  Optional<Authenticator> authenticator(URI url, Optional<Login> server) {
    return address(url.getScheme())
        .flatMap(Login::of)
        .map(
            proxy ->
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    Optional<Login> wanted =
                        getRequestorType() == RequestorType.PROXY
                            ? Optional.of(proxy)
                            : server.filter(login -> login.isFor(url));
                    return wanted
                        .map(login -> new PasswordAuthentication(login.user(), login.password()))
                        .orElse(null);
                  }
                });
  }

  private Optional<URI> address(String scheme) {
    return variable(scheme + "_proxy").or(() -> variable("all_proxy")).map(this::parsed);
  }

  private URI parsed(String text) {
    try {
      URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
      if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
        return proxy;
      }
    } catch (IllegalArgumentException e) {
      // its text has the password, so it is no cause of the next
    }
    throw new IllegalArgumentException(refusal(text));
  }

  private static String refusal(String text) {
    return "proxy in the environment is \"" + Login.hidden(text) + "\", must be http://HOST:PORT";
  }

  private Optional<String> variable(String name) {
    return home.variable(name).or(() -> home.variable(name.toUpperCase(Locale.ROOT)));
  }

  private static int port(URI uri) {
    return uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
  }

  /** {@code *}, a host, a domain with or without its leading dot, each perhaps with a port. */
  private boolean isExempt(URI uri) {
    String host = "." + uri.getHost().toLowerCase(Locale.ROOT);
    String port = ":" + uri.getPort();
    return Arrays.stream(variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .map(
            entry ->
                entry.endsWith(port) ? entry.substring(0, entry.length() - port.length()) : entry)
        .anyMatch(
            entry ->
                entry.equals("*") || host.endsWith(entry.startsWith(".") ? entry : "." + entry));
  }
}
