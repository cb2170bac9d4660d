package memfate.importer.capture;

import memfate.platform.Decoder;

/** A decoder that firmware programmed when the boot was over, for a device that was added. */
record LateDecoder(Decoder decoder, double time) {}
