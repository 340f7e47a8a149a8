package dev.graft.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.graph.Activation;
import dev.graft.graph.AdaptiveAveragePool;
import dev.graft.graph.Add;
import dev.graft.graph.Affine;
import dev.graft.graph.Arithmetic;
import dev.graft.graph.Attention;
import dev.graft.graph.AveragePool;
import dev.graft.graph.BatchNorm;
import dev.graft.graph.Bounded;
import dev.graft.graph.Combine;
import dev.graft.graph.Concat;
import dev.graft.graph.Conv;
import dev.graft.graph.Embedding;
import dev.graft.graph.Flatten;
import dev.graft.graph.Given;
import dev.graft.graph.GlobalAveragePool;
import dev.graft.graph.Input;
import dev.graft.graph.Join;
import dev.graft.graph.LayerNorm;
import dev.graft.graph.Leaky;
import dev.graft.graph.Linear;
import dev.graft.graph.MatMul;
import dev.graft.graph.MaxPool;
import dev.graft.graph.Multiply;
import dev.graft.graph.Op;
import dev.graft.graph.Pad;
import dev.graft.graph.Padding;
import dev.graft.graph.Position;
import dev.graft.graph.Power;
import dev.graft.graph.Recurrent;
import dev.graft.graph.Reduce;
import dev.graft.graph.Resample;
import dev.graft.graph.Reshape;
import dev.graft.graph.Segment;
import dev.graft.graph.Shape;
import dev.graft.graph.Slice;
import dev.graft.graph.Softmax;
import dev.graft.graph.Steps;
import dev.graft.graph.TokenMean;
import dev.graft.graph.Transpose;
import dev.graft.graph.UnitLength;
import dev.graft.graph.WindowPool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An op as JSON: its name, and each component of its record under its own name. */
final class OpJson {
  private static final int MOST_NUMBERS = 64;

  /** Stands behind the dimensions of a shape whose last one is the most there may be. */
  private static final int OPEN = -1;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What may be made of a file; a name that is not here makes nothing. */
  private static final Map<String, Class<? extends Op>> OPS =
      Stream.<Class<? extends Op>>of(
              Activation.class,
              AdaptiveAveragePool.class,
              Add.class,
              Affine.class,
              Arithmetic.class,
              AveragePool.class,
              BatchNorm.class,
              Bounded.class,
              Combine.class,
              Conv.class,
              Flatten.class,
              Given.class,
              GlobalAveragePool.class,
              Input.class,
              Join.class,
              LayerNorm.class,
              Leaky.class,
              Linear.class,
              MatMul.class,
              MaxPool.class,
              Multiply.class,
              Pad.class,
              Power.class,
              Recurrent.class,
              Reduce.class,
              Resample.class,
              Reshape.class,
              Slice.class,
              Softmax.class,
              Transpose.class,
              Attention.class,
              Concat.class,
              Embedding.class,
              Position.class,
              Segment.class,
              TokenMean.class,
              UnitLength.class,
              WindowPool.class)
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private OpJson() {}

  static void write(Op op, ObjectNode into) {
    String name = op.getClass().getSimpleName();
    if (OPS.get(name) != op.getClass()) {
      throw new IllegalArgumentException(op + " cannot be written");
    }
    into.put("op", name);
    into.set("with", components(op));
  }

  private static ObjectNode components(Object record) {
    ObjectNode json = JSON.createObjectNode();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      json.set(component.getName(), json(value(component, record)));
    }
    return json;
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a public record can be read", e);
    }
  }

  private static JsonNode json(Object value) {
    if (value instanceof Shape shape) {
      ArrayNode array = JSON.valueToTree(shape.dimensions());
      return shape.open() ? array.add(OPEN) : array;
    } else if (value instanceof Padding || value instanceof Steps) {
      return components(value);
    } else if (value instanceof List<?> list) {
      ArrayNode array = JSON.createArrayNode();
      list.forEach(element -> array.add((Integer) element));
      return array;
    } else if (value instanceof Double number) {
      return JSON.getNodeFactory().textNode(number.toString()); // infinities too
    }
    return JSON.valueToTree(value);
  }

  static Op read(Fields node) {
    String name = node.text("op");
    Class<? extends Op> type = OPS.get(name);
    if (type == null) {
      throw new WeightsException("no op " + Excerpt.quoted(name));
    }
    return type.cast(made(type, node.object("with")));
  }

  private static Object made(Class<?> type, Fields fields) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(components).map(c -> value(c.getType(), fields, c.getName())).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new WeightsException(
          type.getSimpleName() + " cannot be: " + Excerpt.of(e.getCause()), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a public record can be made", e);
    }
  }

  private static Object value(Class<?> type, Fields fields, String key) {
    if (type == int.class) {
      return fields.whole(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (type == double.class) {
      return number(key, fields.text(key));
    } else if (type == boolean.class) {
      return fields.truth(key);
    } else if (type == Shape.class) {
      List<Integer> dims = whole(fields, key);
      boolean open = dims.size() == 3 && dims.get(2) == OPEN;
      return open ? new Shape(dims.subList(0, 2), true) : new Shape(dims);
    } else if (type == List.class) {
      return whole(fields, key);
    } else if (type.isEnum()) {
      return constant(type, fields.text(key));
    }
    return made(type, fields.object(key));
  }

  private static double number(String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new WeightsException(key + " is " + Excerpt.quoted(text) + ", must be a number", e);
    }
  }

  private static Object constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> ((Enum<?>) one).name().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new WeightsException("no " + type.getSimpleName() + " " + Excerpt.quoted(text)));
  }

  private static List<Integer> whole(Fields fields, String key) {
    List<Integer> whole = new ArrayList<>();
    for (JsonNode node : fields.list(key, MOST_NUMBERS)) {
      if (!node.isInt()) {
        throw new WeightsException(key + " has " + Excerpt.of(node) + ", must be a whole number");
      }
      whole.add(node.intValue());
    }
    return whole;
  }
}
