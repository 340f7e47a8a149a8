package dev.graft.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

  private static String chosen(String url, String... environment) {
    Map<String, String> variables = new java.util.HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    List<Proxy> proxies = new Proxies(home(variables)).select(URI.create(url));
    assertEquals(1, proxies.size());
    return proxies.get(0) == Proxy.NO_PROXY
        ? "direct"
        : ((InetSocketAddress) proxies.get(0).address()).getHostString()
            + ":"
            + ((InetSocketAddress) proxies.get(0).address()).getPort();
  }

  private static GraftHome home(Map<String, String> variables) {
    return new GraftHome(variables, Path.of(""));
  }

  @Test
  void eachSchemeHasItsOwn() {
    String[] both = {"HTTPS_PROXY", "http://s.example:3128/", "http_proxy", "h.example"};
    assertEquals("s.example:3128", chosen("https://a.org/w", both));
    assertEquals("h.example:80", chosen("http://a.org/w", both));
    assertEquals("all.example:1", chosen("https://a.org/w", "ALL_PROXY", "all.example:1"));
    assertEquals("direct", chosen("https://a.org/w"));
  }

  @ParameterizedTest
  @CsvSource({
    "*, direct",
    "a.org, direct",
    "'b.org, .org', direct",
    "w.a.org, direct",
    "A.ORG:443, direct",
    "a.org:80, p:9",
    "xa.org, p:9",
    "'', p:9",
  })
  void someHostsAreAskedDirectly(String exempt, String expected) {
    String url = "https://w.a.org:443/x";
    assertEquals(expected, chosen(url, "https_proxy", "p:9", "NO_PROXY", exempt));
  }

  @Test
  void wrongOnesAreNamedWithoutTheirPassword() {
    for (String wrong : List.of("socks5://me:secret@p:1", "http://", "http://me:secret@p:x y")) {
      assertEquals(
          "proxy in the environment is \""
              + wrong.replace("me:secret", "…")
              + "\", must be http://HOST:PORT",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> chosen("https://a.org/w", "HTTPS_PROXY", wrong))
              .getMessage());
    }
  }

  @Test
  void aPasswordGoesToTheProxy() {
    var known = new Proxies(home(Map.of("HTTPS_PROXY", "http://me:secret@p:1")));
    var none = Optional.<Login>empty();
    assertEquals(true, known.authenticator(URI.create("https://a.org/w"), none).isPresent());
    assertEquals(false, known.authenticator(URI.create("http://a.org/w"), none).isPresent());
  }
}
