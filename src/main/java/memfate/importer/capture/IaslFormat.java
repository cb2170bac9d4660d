package memfate.importer.capture;

import memfate.importer.Problems;
import memfate.importer.acpi.Faults;
import memfate.importer.acpi.IaslListing;

/** CEDT, SRAT and HMAT as iasl lists them, whole or as quoted in mails. */
final class IaslFormat implements Format {

  @Override
  public String name() {
    return "iasl listing";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return IaslListing.recognises(artifact.head());
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    Faults faults = new Faults(problems, evidence::tell);
    IaslListing listing = IaslListing.read(artifact.name(), artifact.lines(), faults);
    listing.raw().forEach(table -> AcpiTableFormat.tell(table, evidence, faults));
    listing.cedts().forEach(evidence::tell);
    listing.windows().forEach(evidence::tell);
    listing.srats().forEach(srat -> evidence.tell(new SratTable(srat)));
    listing.memory().forEach(evidence::tell);
    listing.hmats().forEach(evidence::tell);
  }
}
