package dev.graft.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {

  /** stem, two residual blocks of one group, head. */
  static Graph residual() {
    var net = GraphBuilder.input("tiny", 3, 8, 8);
    net.conv("conv1", 4, 3, 2, net.same(3, 2)).batchNorm("bn1", 1e-3).relu6("act1").stage("stem");
    for (int i = 1; i <= 2; i++) {
      String input = net.last();
      net.pointwise("conv2." + i, 4).add("add2." + i, input).block("block2." + i);
    }
    net.globalAveragePool("pool").dropout("dropout", 0.5).linear("fc", 5);
    return net.head();
  }

  @Test
  void knowsEveryShape() {
    Graph graph = residual();
    assertEquals("tiny (3, 8, 8) -> (5)", graph.toString());
    assertEquals(Shape.of(4, 4, 4), graph.shape("bn1"));
    assertEquals(Shape.of(4), graph.shape("dropout"));
    assertEquals("fc", graph.output());
  }

  @Test
  void listsWhatTheStateDictMustHold() {
    Graph graph = residual();
    assertEquals(
        List.of(
            "conv1.weight",
            "bn1.weight",
            "bn1.bias",
            "bn1.running_mean",
            "bn1.running_var",
            "conv2.1.weight",
            "conv2.2.weight",
            "fc.weight",
            "fc.bias"),
        List.copyOf(graph.parameters().keySet()));
    assertEquals(Shape.of(4, 3, 3, 3), graph.parameters().get("conv1.weight").shape());
    assertEquals(false, graph.parameters().get("bn1.running_var").learned());
  }

  @Test
  void aFactorIsOneNumberForEachChannel() {
    var net = GraphBuilder.input("tiny", 3, 8, 8).pointwise("other", 4);
    net.adaptiveAveragePool("mean", 1);
    assertEquals(Shape.of(4, 8, 8), net.scale("product", "other").shape());
    assertText(
        "cannot multiply (3, 8, 8) by (4, 1, 1): the second must be (3, 1, 1)",
        () -> net.from("mean").scale("wrong", "input"));
  }

  @Test
  void resolvesStagesGroupsAndNodes() {
    Graph graph = residual();
    assertEquals("act1", graph.resolve("stem"));
    assertEquals("add2.1", graph.resolve("block2.1"));
    assertEquals("add2.2", graph.resolve("block2"));
    assertEquals("conv2.2", graph.resolve("conv2.2"));
    assertText(
        "no layer \"block9\"; this backbone has stem, block2, head", () -> graph.until("block9"));
  }

  @Test
  void untilKeepsWhatTheLayerNeeds() {
    Graph body = residual().until("block2.1");
    assertEquals("tiny (3, 8, 8) -> (4, 4, 4)", body.toString());
    assertEquals(
        List.of("input", "conv1", "bn1", "act1", "conv2.1", "add2.1"),
        body.nodes().stream().map(Node::name).toList());
    assertEquals(List.of("stem", "block2.1"), body.stages().stream().map(Stage::name).toList());
  }

  @Test
  void afterBeginsWithTheLayerAsInput() {
    Graph rest = residual().after("block2.1");
    assertEquals("tiny (4, 4, 4) -> (5)", rest.toString());
    assertEquals(new Node("add2.1", new Input(Shape.of(4, 4, 4)), List.of()), rest.nodes().get(0));
    assertEquals(List.of("block2.2", "head"), rest.stages().stream().map(Stage::name).toList());
  }

  @Test
  void slicesCompose() {
    Graph graph = residual();
    Graph middle = graph.until("block2.2").after("stem");
    assertEquals(
        graph.after("stem").until("block2.2").nodes(), middle.nodes(), "either order, same slice");
    int nodes = graph.until("stem").nodes().size() + graph.after("stem").nodes().size();
    assertEquals(graph.nodes().size() + 1, nodes, "the cut is in both");
  }

  @Test
  void doesNotCutThroughAResidual() {
    Graph graph = residual();
    assertText(
        "cannot cut tiny after \"conv2.1\": \"add2.1\" also reads \"act1\"; cut at the end of a"
            + " stage",
        () -> graph.after("conv2.1"));
  }

  @Test
  void branchesBeginAtAnEarlierNode() {
    var net = GraphBuilder.input("net", 2, 8, 8).relu("a").conv("b", 4, 3, 2, Padding.all(1));
    net.from("a").conv("c", 4, 1, 2, Padding.NONE).add("sum", "b");
    assertEquals(Shape.of(4, 4, 4), net.shape());
    List<Node> nodes = net.build().nodes();
    assertEquals(List.of("a"), nodes.get(3).inputs());
    assertEquals(List.of("c", "b"), nodes.get(4).inputs());
  }

  @Test
  void adaptivePoolingOfAMapThatFitsIsNothing() {
    var net = GraphBuilder.input("net", 2, 7, 7).adaptiveAveragePool("pool", 7);
    assertEquals("input", net.last());
    assertEquals(Shape.of(2, 5, 5), net.adaptiveAveragePool("pool", 5).shape());
  }

  @Test
  void headsGoOnAnotherNetwork() {
    Graph body = residual().until("block2");
    Graph grafted = GraphBuilder.onto(body).globalAveragePool("pool").linear("new", 2).head();
    assertEquals("tiny (3, 8, 8) -> (2)", grafted.toString());
    assertEquals(
        List.of("stem", "block2.1", "block2.2", "head"),
        grafted.stages().stream().map(Stage::name).toList());
    assertEquals(List.of("pool", "new"), grafted.stages().get(3).nodes());
    assertEquals(Stage.Kind.HEAD, grafted.stages().get(3).kind());
  }

  @Test
  void rejectsWhatDoesNotFit() {
    var twice = GraphBuilder.input("net", 1, 4, 4).relu6("a").relu6("a");
    assertText("node \"a\" appears twice in net", twice::build);
    var strided = GraphBuilder.input("net", 1, 4, 4).depthwise("dw", 3, 2, Padding.all(1));
    assertText(
        "cannot add (1, 2, 2) and (1, 4, 4): shapes must be equal",
        () -> strided.add("sum", "input").build());
    var empty = GraphBuilder.input("net", 1, 4, 4);
    assertText("stage \"stem\" has no nodes", () -> empty.stage("stem"));
    assertText("no node \"b\" in net", () -> empty.build().shape("b"));
    assertText("no node \"b\" in net yet", () -> empty.from("b"));
    assertText(
        "padding is 2, must be at most half of the kernel 3", () -> empty.maxPool("m", 3, 2, 2));
    assertText(
        "padding is 2, must be at most half of the kernel 3",
        () -> new AveragePool(3, 1, 2, AveragePool.Border.COUNTED));
    assertText("no node \"b\" in net yet", () -> empty.concat("c", List.of("input", "b")));
    assertText(
        "cannot concat (1, 4, 4) and (1, 2, 2): positions must be equal",
        () -> strided.concat("c", List.of("input", "dw")));
    assertText(
        "shape is [1, 0, 0], each dimension must be at least 1",
        () -> GraphBuilder.input("net", 1, 4, 4).maxPool("m", 5, 2, 0));
    assertText("shape is [3, 0], each dimension must be at least 1", () -> Shape.of(3, 0));
  }

  private static void assertText(String text, Executable executable) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
