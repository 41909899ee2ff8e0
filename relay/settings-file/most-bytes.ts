/** Bytes of a file of settings: as large as a request may be; five hundred lines take half of it. */
export const mostBytes = 1_000_000
