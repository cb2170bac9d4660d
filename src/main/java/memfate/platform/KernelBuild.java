package memfate.platform;

import java.util.List;

/**
 * The kernel that boots.
 *
 * @param version as {@code uname -r} prints it, or empty
 * @param distro distribution name, or empty
 * @param policies policies to evaluate, in order; empty lets the version choose
 * @param configFile path of a kernel config, or empty
 */
public record KernelBuild(
    String version, String distro, List<String> policies, String configFile, SourceLocation at) {}
