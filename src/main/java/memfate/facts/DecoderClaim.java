package memfate.facts;

/**
 * The first window of the CEDT that contains what an endpoint decoder was committed for, whether or
 * not the kernel takes the window.
 *
 * @param decoder index of the {@link EndpointDecoder}
 * @param memdev name of its device
 * @param window index of the {@link WindowReach}
 */
public record DecoderClaim(int decoder, String memdev, int window) {}
