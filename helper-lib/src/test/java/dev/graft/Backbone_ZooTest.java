package dev.graft;

import static dev.graft.Transfer.evaluate;
import static dev.graft.Transfer.replaceHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import com.sun.net.httpserver.HttpServer;
import dev.graft.data.InputContract;
import dev.graft.engine.EngineSource;
import dev.graft.train.FineTune;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** A model that a zoo has: fetched, opened and described by DJL, frozen here. */
class Backbone_ZooTest {
  private static final String SEEN = "width=32\nheight=32\nnormalize=true\n";

  private static byte[] archive(String properties) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes);
        InputStream module = Backbone_ZooTest.class.getResourceAsStream("/reference/djl/tiny.pt")) {
      zip.putNextEntry(new ZipEntry("tiny.pt"));
      zip.write(module.readAllBytes());
      zip.putNextEntry(new ZipEntry("serving.properties"));
      zip.write(properties.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Each archive has a path of its own, since DJL keeps what it fetched. */
  private interface Asked {
    void of(Criteria<NDList, NDList> criteria) throws IOException;
  }

  private static void served(String properties, Asked test) throws IOException {
    byte[] zip = archive(properties);
    String path = "/" + Long.toHexString(System.nanoTime()) + "/tiny.zip";
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, zip.length);
          exchange.getResponseBody().write(zip);
          exchange.close();
        });
    server.start();
    try {
      test.of(
          Criteria.builder()
              .setTypes(NDList.class, NDList.class)
              .optModelUrls("http://127.0.0.1:" + server.getAddress().getPort() + path)
              .optModelName("tiny")
              .optEngine("PyTorch")
              .build());
    } finally {
      server.stop(0);
    }
  }

  @EngineSource
  void aHeadLearnsOnIt(String engine) throws IOException {
    served(
        SEEN,
        criteria -> {
          try (TransferModel model = Backbone.zoo(criteria).on(engine).load()) {
            assertEquals(32, model.contract().width());
            assertEquals(0.485f * 255, model.contract().mean().get(0), 1e-3);
            assertEquals(0.225f * 255, model.contract().std().get(2), 1e-3);
            assertEquals(List.of("djl"), model.frozen());
            replaceHead(model, Garden.head());
            Garden.fineTune(model, FineTune.epochs(2).seed(1));
            assertTrue(evaluate(model, Garden.IMAGES.validation()).accuracy() > 0);
          }
        });
  }

  @Test
  void aZooThatSaysNothingIsAskedForAContract() throws IOException {
    served(
        "width=32\n",
        criteria -> {
          String message =
              assertThrows(IllegalArgumentException.class, () -> Backbone.zoo(criteria).load())
                  .getMessage();
          assertTrue(message.contains("does not say what its input wants to see"), message);
          var contract = InputContract.rgb(32, 127.5f, 127.5f, 0.875);
          Backbone.zoo(criteria).contract(contract).load().close();
        });
  }

  @Test
  void whatCannotBeFetchedIsNamed() throws IOException {
    var criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelUrls("http://127.0.0.1:9/none.zip")
            .build();
    var refused = assertThrows(RuntimeException.class, () -> Backbone.zoo(criteria).load());
    assertTrue(refused.getMessage().startsWith("the zoo's model cannot be"), refused.getMessage());
  }

  private static Optional<InputContract> said(Map<String, String> arguments) {
    return ZooContract.of(arguments::get);
  }

  /** As {@code BaseImageTranslator} of DJL means its arguments. */
  @Test
  void argumentsBecomeAContract() {
    InputContract plain = said(Map.of("toTensor", "true")).orElseThrow();
    assertEquals(List.of(224, 224), List.of(plain.height(), plain.width()));
    assertEquals(List.of(0f, 0f, 0f), plain.mean());
    assertEquals(List.of(255f, 255f, 255f), plain.std());
    assertEquals(1, plain.crop());
    InputContract cropped =
        said(Map.of(
                "normalize",
                "0.5, 0.5, 0.5, 0.25, 0.25, 0.25",
                "resizeShort",
                "256",
                "centerCrop",
                "true"))
            .orElseThrow();
    assertEquals(0.875, cropped.crop());
    assertEquals(127.5f, cropped.mean().get(1));
    assertEquals(63.75f, cropped.std().get(1));
    assertEquals(128f, said(Map.of("range", "-1,1")).orElseThrow().mean().get(0));
    assertEquals(Optional.empty(), said(Map.of("width", "224")));
    for (var bad :
        List.of(
            Map.of("normalize", "1,2"),
            Map.of("normalize", "yes"),
            Map.of("normalize", "true", "width", "wide"),
            Map.of("normalize", "true", "width", "1e9"))) {
      assertThrows(IllegalArgumentException.class, () -> said(bad), bad.toString());
    }
  }
}
