/** The place of the last of these instants that is not after `instant`; -1: all are. */
export function lastChange(at: Float64Array, instant: number): number {
  let [low, high] = [0, at.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (at[middle]! <= instant) low = middle + 1
    else high = middle
  }
  return low - 1
}
