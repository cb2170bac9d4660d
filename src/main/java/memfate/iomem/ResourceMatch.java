package memfate.iomem;

/**
 * A resource that a query found.
 *
 * @param range the part of the resource inside the range of the query
 * @param resource the resource itself
 */
public record ResourceMatch(AddressRange range, Resource resource) {}
