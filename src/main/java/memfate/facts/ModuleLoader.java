package memfate.facts;

/**
 * Who loads modules: modprobe of some kind, by itself or for udev and request_module().
 *
 * @param softdep what it makes of MODULE_SOFTDEP: {@code first} loads the other module and waits,
 *     {@code eventual} asks for it only, {@code ignored}
 */
public record ModuleLoader(String softdep) {}
