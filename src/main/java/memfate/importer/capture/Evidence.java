package memfate.importer.capture;

import java.util.ArrayList;
import java.util.List;

/**
 * What one file tells about a machine: a partial description, every row with its place.
 *
 * <p>Statements are rows of the neutral model, and a few types for what is no row there:
 *
 * <ul>
 *   <li>{@code FirmwareEntry}: its {@code origin} says of which map ({@code bios}, {@code efi},
 *       {@code setup-data}, {@code memmap} for the map that parameters changed); PCI windows are
 *       entries of EFI type {@code mmio}
 *   <li>{@code KernelParameter}, {@code KconfigSetting}, {@code ModuleSpec}, {@code BootPlan.Step}
 *   <li>{@code Cedt}, {@link SratTable}, {@code Hmat}, {@code AcpiTable}: whole tables; {@link
 *       TablePresence}: that there is one, or none
 *   <li>{@code Cedt.CxlWindow} and {@code SratEntry}: rows that a log or a listing tells; what it
 *       does not tell of a window is -1, 0 or empty
 *   <li>{@code Memdev}, {@code Decoder}, {@code RegionSpec}, {@code Topology}
 *   <li>{@link Setting}: single values
 *   <li>{@code Rejected}: what cannot be taken over
 *   <li>{@code Observation.Listing}, {@code Observation.Dax}, {@code Observation.Message}: what the
 *       kernel made of it, to compare predictions with
 * </ul>
 */
public final class Evidence {
  private final Artifact artifact;
  private final String format;
  private final List<Object> statements = new ArrayList<>();

  Evidence(Artifact artifact, String format) {
    this.artifact = artifact;
    this.format = format;
  }

  /** Returns the file. */
  public Artifact artifact() {
    return artifact;
  }

  /** Returns the {@link Format#name} that read it. */
  public String format() {
    return format;
  }

  /** Adds a statement; its place is its own. */
  public void tell(Object statement) {
    statements.add(statement);
  }

  /** Returns the statements of one type in the order of the file. */
  public <T> List<T> all(Class<T> type) {
    return statements.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
