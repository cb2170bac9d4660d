package memfate.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How another JVM with the classes of this one is started: a heap of its own, no environment but
 * where the user's cache is.
 */
final class JavaProcess {

  private static final String HOME = "memfate.home";
  private static final String CACHE = "memfate.cache";

  private JavaProcess() {}

  /**
   * Prepares a process.
   *
   * @param outOfMemory option that says what becomes of it when its heap is full
   */
  static ProcessBuilder of(
      Limits limits, String outOfMemory, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + limits.megabytes() + "m");
    command.add("-XX:MaxMetaspaceSize=256m");
    command.add(outOfMemory);
    command.add("-XX:+DisableAttachMechanism");
    command.add("-XX:-UsePerfData");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    String home = System.getProperty(HOME);
    if (home != null) {
      command.add("-D" + HOME + "=" + home);
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache != null) {
      command.add("-D" + CACHE + "=" + cache);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    return builder;
  }
}
