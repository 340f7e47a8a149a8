package dev.graft.bench.worker;

import ai.djl.basicmodelzoo.cv.classification.MobileNetV1;
import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.basicmodelzoo.cv.classification.VGG;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** The networks of DJL's basic model zoo, and EfficientNet-Lite0 built of DJL's own blocks. */
final class DjlNets {
  private static final int[][] VGG16 = {{2, 64}, {2, 128}, {3, 256}, {3, 512}, {3, 512}};

  /** Repeats, kernel, stride, expansion, channels: table 1 of the EfficientNet paper. */
  private static final int[][] LITE0 = {
    {1, 3, 1, 1, 16},
    {2, 3, 2, 6, 24},
    {2, 5, 2, 6, 40},
    {3, 3, 2, 6, 80},
    {3, 5, 1, 6, 112},
    {4, 5, 2, 6, 192},
    {1, 3, 1, 6, 320}
  };

  private DjlNets() {}

  static Block named(String name) {
    return switch (name) {
      case "mobilenet_v1_1.0" -> MobileNetV1.builder().setOutSize(1000).build();
      case "mobilenet_v2" -> MobileNetV2.builder().setOutSize(1000).build();
      case "resnet50" ->
          ResNetV1.builder()
              .setImageShape(new Shape(3, 224, 224))
              .setNumLayers(50)
              .setOutSize(1000)
              .build();
      case "vgg16" ->
          new VGG.Builder().setConvArch(VGG16).setNumLayers(16).setOutSize(1000).build();
      case "efficientnet_lite0" -> efficientNetLite0(1000);
      default -> throw new Service.AbsentException("DJL's basic model zoo has no " + name);
    };
  }

  static Block efficientNetLite0(int classes) {
    SequentialBlock net = new SequentialBlock();
    convolution(net, 32, 3, 2, 1);
    net.add(relu6());
    int width = 32;
    for (int[] row : LITE0) {
      for (int i = 0; i < row[0]; i++) {
        net.add(inverted(width, row[4], row[1], i == 0 ? row[2] : 1, row[3]));
        width = row[4];
      }
    }
    convolution(net, 1280, 1, 1, 1);
    return net.add(relu6())
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Dropout.builder().optRate(0.2f).build())
        .add(Linear.builder().setUnits(classes).build());
  }

  private static Block inverted(int in, int out, int kernel, int stride, int expansion) {
    SequentialBlock path = new SequentialBlock();
    int wide = in * expansion;
    if (expansion > 1) {
      convolution(path, wide, 1, 1, 1);
      path.add(relu6());
    }
    convolution(path, wide, kernel, stride, wide);
    path.add(relu6());
    convolution(path, out, 1, 1, 1);
    return stride == 1 && in == out
        ? new ParallelBlock(DjlNets::sum, List.of(path, Blocks.identityBlock()))
        : path;
  }

  private static NDList sum(List<NDList> branches) {
    NDArray a = branches.get(0).singletonOrThrow();
    return new NDList(a.add(branches.get(1).singletonOrThrow()));
  }

  /** DJL's convolutions pad both sides alike, and so does this one, where Lite0 pads one side. */
  private static void convolution(
      SequentialBlock net, int filters, int kernel, int stride, int groups) {
    net.add(
            Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optGroups(groups)
                .optBias(false)
                .setFilters(filters)
                .build())
        .add(BatchNorm.builder().optEpsilon(1e-3f).build());
  }

  private static Block relu6() {
    return Activation.relu6Block();
  }
}
