package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * What became of a Soft Reserved range, or of the part of it that was one unit of decision.
 *
 * @param owner {@code cxl}, {@code hmem}, {@code system-ram} or {@code none}
 * @param usable bytes that a driver uses
 * @param served bytes of bound dax devices: those that are usable, and those that memory blocks
 *     strand
 * @param dax name of the dax device over it, or empty
 * @param refusals drivers that refused it and their errno, such as {@code kmem:-16}, or empty
 */
public record SoftReservedFate(
    AddressRange range,
    String owner,
    long usable,
    long served,
    String dax,
    String refusals,
    SourceLocation at)
    implements Located, Ranged {

  /** Returns how many bytes lie in no bound device. */
  public long lost() {
    return range.size() - served;
  }

  /** Returns why nobody uses it: no owner, drivers that refused it, or no driver at all. */
  public String whyUnused() {
    String what = "Soft Reserved " + range.toKernelString();
    if (owner.equals("none")) {
      return "nobody owns " + what + (refusals.isEmpty() ? "" : ": refused by " + refusals);
    }
    String device = dax.isEmpty() ? "it" : dax;
    return "nobody uses %s of %s: %s"
        .formatted(
            what,
            owner,
            refusals.isEmpty() ? "no driver took " + device : device + " refused by " + refusals);
  }
}
