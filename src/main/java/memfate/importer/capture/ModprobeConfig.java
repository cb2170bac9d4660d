package memfate.importer.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import memfate.importer.CommandLine;
import memfate.importer.Problems;
import memfate.platform.ModuleSpec;

/**
 * Files of {@code modprobe.d}: {@code blacklist}, {@code install X /bin/false} and {@code options}
 * become modules, {@code softdep} becomes {@code modules.softdep.X}. Of modules that have nothing
 * to do with CXL or dax nothing is told.
 */
public final class ModprobeConfig implements Format {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(blacklist|install|options|softdep)\\s+([\\w-]{1,100})(?:\\s+(\\S.*?))?\\s*");
  private static final Pattern NEVER = Pattern.compile("(?:/usr)?/bin/(?:false|true)(?:\\s.*)?|:");

  @Override
  public String name() {
    return "modprobe.d";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return artifact.name().contains("modprobe.d/")
        || artifact.fileName().matches("modprobe(\\.d)?(\\.txt|\\.conf)")
        || (artifact.fileName().endsWith(".conf") && Rows.startWith(artifact, LINE));
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    Map<String, ModuleSpec> modules = new LinkedHashMap<>();
    for (Rows.Row row : Rows.matching(artifact, LINE)) {
      String module = row.group(2).replace('-', '_');
      if (!Concerned.module(module)) {
        continue;
      }
      if (row.group(1).equals("softdep")) {
        evidence.tell(new Setting("modules.softdep." + module, row.group(3), row.at()));
      } else if (row.group(1).equals("install") && !NEVER.matcher(row.group(3)).matches()) {
        String message = "what this command does instead of loading %s is not known";
        problems.warning(row.at(), "install", message.formatted(module), "");
      } else {
        modules.merge(module, spec(module, row), ModprobeConfig::both);
      }
    }
    modules.values().forEach(evidence::tell);
  }

  private static ModuleSpec spec(String module, Rows.Row row) {
    String state =
        switch (row.group(1)) {
          case "blacklist" -> "blacklisted";
          case "install" -> "absent";
          default -> "";
        };
    Map<String, String> parameters = new LinkedHashMap<>();
    if (state.isEmpty()) {
      CommandLine.words(row.group(3)).forEach(word -> parameters.put(word.name(), word.value()));
    }
    return new ModuleSpec(module, state, null, null, 0, parameters, row.at());
  }

  /** A module that can never be loaded is more than one that is not loaded by its alias. */
  private static ModuleSpec both(ModuleSpec a, ModuleSpec b) {
    Map<String, String> parameters = new LinkedHashMap<>(a.parameters());
    parameters.putAll(b.parameters());
    boolean absent = a.state().equals("absent") || b.state().equals("absent");
    String state = absent ? "absent" : a.state().isEmpty() ? b.state() : a.state();
    return new ModuleSpec(a.name(), state, null, null, 0, parameters, a.at());
  }
}
