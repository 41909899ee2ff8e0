import { request as httpRequest } from 'node:http'

/** A request exactly as it is to be sent: nothing is added but what HTTP itself needs. */
export interface Asked {
  method: string
  /** Path and query. */
  target: string
  headers?: Record<string, string | string[]>
  body?: Uint8Array | string
}

export interface Heard {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** Asks over a connection of its own, because `fetch` refuses much of what a stranger may send. */
export function ask(url: string, asked: Asked): Promise<Heard> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let answered = false
    const request = httpRequest(
      { hostname, port, method: asked.method, path: asked.target, headers: asked.headers ?? {}, agent: false },
      (response) => {
        answered = true
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    // A server that has refused need not read the rest of what is being sent.
    request.on('error', (error) => answered || reject(error))
    request.end(asked.body)
  })
}
