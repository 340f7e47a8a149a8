package dev.graft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WrkTest {
  private static final String HEAD =
      """
      Running 10s test @ http://127.0.0.1:8080
        1 threads and 32 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency   420.31ms   60.12ms   1.02s    90.00%
          Req/Sec    74.88     31.00   180.00     60.00%
        Latency Distribution
           50%  415.88ms
           75%  440.00ms
           90%  480.00ms
           99%    1.02s
      """;

  @Test
  void aReportIsRead() {
    Wrk.Report report =
        Wrk.Report.of(
            HEAD
                + """
                  752 requests in 10.03s, 300.12KB read
                Requests/sec:     74.97
                Transfer/sec:     29.92KB
                """);
    assertEquals(new Wrk.Report(752, 74.97, 415.88, 1020, 0), report);
  }

  @Test
  void connectionsThatFailedAreCounted() {
    Wrk.Report report =
        Wrk.Report.of(
            HEAD
                + """
                  752 requests in 10.03s, 300.12KB read
                  Socket errors: connect 1, read 20, write 3, timeout 400
                  Non-2xx or 3xx responses: 70
                Requests/sec:     74.97
                """);
    assertEquals(424, report.broken());
  }
}
