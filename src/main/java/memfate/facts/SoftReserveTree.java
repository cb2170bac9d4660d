package memfate.facts;

/**
 * The tree that the kernel asks whether memory is Soft Reserved.
 *
 * @param tree {@code IOMEM} up to v6.19, {@code SOFT_RESERVE} since
 */
public record SoftReserveTree(Tree tree) {}
