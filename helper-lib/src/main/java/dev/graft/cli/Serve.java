package dev.graft.cli;

import dev.graft.serve.Service;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers over HTTP until it is stopped. */
@Command(
    name = "serve",
    description = {
      "Answer over HTTP with a saved model: POST /predict, GET /health, /metrics, /openapi.json,",
      "and a page to try it. A model that is saved to the same folder takes the old one's place."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GraftVersion.class)
final class Serve implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "folder of a saved model")
  private Path model;

  @Option(names = "--port", defaultValue = "8080", description = "default ${DEFAULT-VALUE}; 0: any")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "address to listen at, default ${DEFAULT-VALUE}; 0.0.0.0 for other machines")
  private String host;

  @Override
  public Integer call() throws InterruptedException {
    Service service = Service.start(model, host, port);
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "graft-stop"));
    System.out.println("serving " + model + " at " + service.address() + "; Ctrl+C stops it");
    new CountDownLatch(1).await();
    return 0;
  }
}
