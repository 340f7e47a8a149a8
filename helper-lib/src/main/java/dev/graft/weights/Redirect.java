package dev.graft.weights;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a server sends a download. The JDK's client would follow too, and hand a password on to
 * whatever server it is sent to.
 */
final class Redirect {
  static final int MOST = 5;
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private Redirect() {}

  /** Finds the next address; empty where this is the answer, or leads from https to http. */
  static Optional<URI> of(HttpResponse<?> response, URI asked) {
    if (!STATUSES.contains(response.statusCode())) {
      return Optional.empty();
    }
    return response
        .headers()
        .firstValue("Location")
        .flatMap(location -> resolved(asked, location))
        .filter(next -> next.getHost() != null && allowed(scheme(asked), scheme(next)));
  }

  private static Optional<URI> resolved(URI asked, String location) {
    try {
      return Optional.of(Login.without(asked.resolve(location)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean allowed(String from, String to) {
    return to.equals("https") || to.equals("http") && from.equals("http");
  }

  private static String scheme(URI url) {
    return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
  }
}
