package memfate.plain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.platform.ModuleSpec;
import org.jspecify.annotations.Nullable;

/** Which drivers are built in, which can be loaded, and which are ready. */
final class PlainModules {
  /** Symbols of another module that a module uses. */
  private static final Map<String, String> NEEDS =
      Map.of("cxl_acpi", "cxl_pmem", "cxl_pci", "cxl_mem", "dax_cxl", "dax_hmem");

  private final Map<String, String> states = new HashMap<>();
  private final Set<String> ready = new HashSet<>();

  PlainModules(List<ModuleSpec> modules) {
    modules.forEach(module -> states.put(module.name(), module.state()));
    states.put("cxl_port", "builtin"); // CONFIG_CXL_PORT=y
  }

  boolean isBuiltIn(String module) {
    return states.getOrDefault(module, "").equals("builtin");
  }

  private boolean isThere(String module) {
    return !states.getOrDefault(module, "").equals("absent");
  }

  /** Returns whether a module has a file, and so has what it needs. */
  boolean isLoadable(String module) {
    String needs = NEEDS.get(module);
    return isThere(module) && !isBuiltIn(module) && (needs == null || isThere(needs));
  }

  /** Returns whether what a module needs is still to be initialised. */
  boolean waits(String module) {
    String needs = NEEDS.get(module);
    return needs != null && isThere(needs) && !isReady(needs);
  }

  /** Returns the module that has to be loaded first, or null. */
  @Nullable String neededBy(String module) {
    return NEEDS.get(module);
  }

  boolean isReady(String module) {
    return ready.contains(module);
  }

  void setReady(String module) {
    ready.add(module);
  }
}
