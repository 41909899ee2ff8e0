import type { IncomingMessage } from 'node:http'
import { Permanent } from '../errors.ts'

/** Reads a file to its end, and not a byte more than a line carries: then the connection is cut. */
export async function readBody(response: IncomingMessage, most: number): Promise<Uint8Array> {
  try {
    if (Number(response.headers['content-length'] ?? 0) > most) throw tooLarge(most)
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > most) throw tooLarge(most)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } finally {
    response.destroy()
  }
}

function tooLarge(most: number): Permanent {
  const limit = most >= 1_000_000 ? `${Math.floor(most / 100_000) / 10} MB` : `${Math.floor(most / 1000)} kB`
  return new Permanent(
    'attachment_too_large',
    `The file is larger than ${limit}: this line carries no more, or the relay has room for no more of one message's files.`,
  )
}
