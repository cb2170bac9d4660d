package memfate.importer.capture;

import java.util.Map;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.platform.ModuleSpec;

/** {@code modules.builtin}: modules that are part of the kernel image. */
public final class BuiltinModules implements Format {
  private static final Pattern LINE = Pattern.compile("kernel/\\S{1,400}?([\\w-]{1,100})\\.ko");

  @Override
  public String name() {
    return "modules.builtin";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return artifact.fileName().equals("modules.builtin");
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    for (Rows.Row row : Rows.matching(artifact, LINE)) {
      String path = row.match().group();
      String file = path.substring(path.lastIndexOf('/') + 1);
      String module = file.substring(0, file.length() - ".ko".length()).replace('-', '_');
      if (Concerned.module(module)) {
        evidence.tell(new ModuleSpec(module, "builtin", null, null, 0, Map.of(), row.at()));
      }
    }
  }
}
