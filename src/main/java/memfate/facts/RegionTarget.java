package memfate.facts;

/** An endpoint decoder that arrived at a region. */
public record RegionTarget(String region, int decoder, String memdev, long hostBridge) {}
