/* The axis that memfate laid out for the platform; see AddressAxis. */
const CUT = 2;

class Axis {
  constructor(segments) {
    this.segments = segments.map(([start, end, kind, from, to]) => ({
      start: hex(start), end: hex(end), kind, from, to,
    }));
    this.width = this.segments.length ? this.segments.at(-1).to : 1;
  }

  at(value) {
    let low = 0;
    let high = this.segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.segments[middle];
      if (value < segment.start) high = middle - 1;
      else if (value > segment.end) low = middle + 1;
      else return segment.from + (segment.to - segment.from) * (Number(value - segment.start) / Number(sizeOf(segment)));
    }
    return low === 0 ? 0 : this.width;
  }

  behind(range) {
    return this.at(range.end + 1n);
  }
}
