import type { Line } from '../provider.ts'

const ours = 'homing:'

/**
 * Tuco takes a free word with each message, its `batchId`, and shows it wherever it shows the message. Ours names line and
 * reference, so that a status finds its message even where the answer to the send was lost, and so that a reply in the
 * history, which names no line, can be told to be an answer to this one.
 */
export function batchId(reference: string, line: Pick<Line, 'portalId' | 'id'>): string {
  return `${ours}${line.portalId}:${line.id}:${reference}`
}

/** The reference in a `batchId` of this line's; undefined for any other. */
export function batchReference(batch: string | undefined, line: Pick<Line, 'portalId' | 'id'>): string | undefined {
  const start = batchId('', line)
  return batch?.startsWith(start) && batch.length > start.length ? batch.slice(start.length) : undefined
}

/** Did some line of Homing's send it? */
export function isOurBatch(batch: string | undefined): boolean {
  return batch?.startsWith(ours) === true
}
