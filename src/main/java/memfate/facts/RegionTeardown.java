package memfate.facts;

/** A region is torn down: it leaves iomem, and its decoders are reset. */
public record RegionTeardown(String region) implements Transient {}
