package dev.graft.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import dev.graft.graph.Embedding;

/** Looks up vectors; PyTorch wants whole numbers for it, MXNet takes floats. */
final class EmbeddingKernel implements Kernel<Embedding> {
  @Override
  public NDArray compute(Embedding op, Call call) {
    NDArray ids = call.input();
    Shape each = new Shape(ids.getShape().get(0), ids.getShape().get(1));
    return Temporaries.allBut(
        () -> {
          NDArray flat = ids.reshape(each);
          NDArray places = Engines.isPyTorch(ids) ? flat.toType(DataType.INT64, true) : flat;
          return ai.djl.nn.core.Embedding.embedding(places, call.own("weight"), SparseFormat.DENSE)
              .singletonOrThrow();
        });
  }
}
