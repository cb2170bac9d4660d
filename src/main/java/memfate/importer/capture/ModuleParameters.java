package memfate.importer.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.platform.ModuleSpec;
import memfate.platform.SourceLocation;

/**
 * Parameters of loaded modules: {@code module-params.txt} of a capture, and what {@code grep .
 * /sys/module/X/parameters/*} prints.
 */
public final class ModuleParameters implements Format {
  private static final Pattern LINE =
      Pattern.compile("(?:/sys/module/)?([\\w-]{1,100})/parameters/(\\w{1,100})[:=](.{0,4000})");

  @Override
  public String name() {
    return "/sys/module/*/parameters";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return artifact.fileName().equals("module-params.txt") || Rows.firstLine(artifact, LINE);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
    Map<String, SourceLocation> places = new LinkedHashMap<>();
    for (Rows.Row row : Rows.matching(artifact, LINE)) {
      String module = row.group(1).replace('-', '_');
      if (Concerned.module(module)) {
        places.putIfAbsent(module, row.at());
        parameters
            .computeIfAbsent(module, m -> new LinkedHashMap<>())
            .put(row.group(2), row.group(3).strip());
      }
    }
    places.forEach(
        (module, at) ->
            evidence.tell(
                new ModuleSpec(
                    module, "", null, null, 0, parameters.getOrDefault(module, Map.of()), at)));
  }
}
