package dev.graft.spark;

import java.io.Serializable;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Makes the columns of a row of what a model gave for it. */
interface Results extends Serializable {
  /** Counts the columns, all of them null where nothing was given. */
  int count();

  /** Gives one value a column. */
  Object[] of(float[] values);

  /** Describes a column of vectors of one length, or null where there is nothing. */
  static StructField vectors(String name, int width) {
    StructField field = new AttributeGroup(name, width).toStructField();
    return DataTypes.createStructField(name, field.dataType(), true, field.metadata());
  }

  /** Each float is a double exactly. */
  static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
