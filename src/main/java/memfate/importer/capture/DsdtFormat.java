package memfate.importer.capture;

import java.util.List;
import memfate.importer.Problems;
import memfate.importer.acpi.DsdtListing;
import memfate.importer.acpi.Faults;
import memfate.platform.Topology;

/** The CXL host bridges of a DSDT, or of a fragment of one, in ASL. */
final class DsdtFormat implements Format {

  @Override
  public String name() {
    return "DSDT listing";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return DsdtListing.recognises(artifact.head());
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    Faults faults = new Faults(problems, evidence::tell);
    List<Long> uids = DsdtListing.hostBridges(artifact.name(), artifact.lines(), faults);
    if (!uids.isEmpty()) {
      evidence.tell(new Topology(List.of(), uids));
    }
  }
}
