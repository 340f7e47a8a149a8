package dev.graft.spark;

import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Unpacks natives before the first task of an executor and closes what was compiled with it: {@code
 * --conf spark.plugins=dev.graft.spark.GraftPlugin}. Without it the first task unpacks, and the end
 * of the JVM closes.
 */
public final class GraftPlugin implements SparkPlugin {
  /** Spark makes it by its name. */
  public GraftPlugin() {}

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> configuration) {
        Natives.unpackOnce();
      }

      @Override
      public void shutdown() {
        Sessions.close();
      }
    };
  }
}
